package dev.switchboard.chaos;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Clocks of services that differ by minutes and leap back by an hour. Places are counted and not timed, so that
/// nothing comes out of order; what is signed with a time is taken or refused by the reader's own clock.
final class WrongClocks implements Fault {
    private static final String GATEWAY = "gateway";
    private static final String RECORDER = "conversation-service";
    private static final String CHANNELS = "channel-service";
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
    private static final Duration RIGHT = Duration.ZERO;
    /// How long a token may serve again, at the gateway and then at a service: 20 s each.
    private static final Duration REMEMBERED = Duration.ofSeconds(45);

    private @Nullable Path clocks;

    @Override
    public String code() {
        return "F16";
    }

    @Override
    public String what() {
        return "clocks of services differ by 20 minutes and leap back by an hour";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("SWITCHBOARD_PROCESS_VIA", clocks().resolve("start").toString());
    }

    /// Where each instance's clock is read from, how far it is off; made at the first look.
    ///
    /// @throws IllegalStateException where there is no libfaketime
    private synchronized Path clocks() {
        Path made = clocks;
        if (made == null) {
            try {
                made = Files.createTempDirectory("clocks");
                // steps of the wall clock only: nobody's monotonic clock leaps
                Path start = Files.writeString(made.resolve("start"), """
                        #!/bin/sh
                        clock="%s/$1"
                        shift
                        [ -f "$clock" ] || echo +0s > "$clock"
                        LD_PRELOAD='%s' FAKETIME_TIMESTAMP_FILE="$clock" FAKETIME_CACHE_DURATION=1 \\
                          DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0 NO_FAKE_STAT=1 exec "$@"
                        """.formatted(made, library()));
                Path _ = Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwx------"));
                clocks = made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return made;
    }

    private static Path library() throws IOException {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            return folders.map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "there is no libfaketime: install it (apt-get install libfaketime)"));
        }
    }

    /// Returns when the instance has seen it.
    private void set(String instance, Duration off) {
        try {
            Path fresh = Files.writeString(clocks().resolve(instance + ".new"), "%+ds\n".formatted(off.toSeconds()));
            Path _ = Files.move(
                    fresh,
                    clocks().resolve(instance),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Patience.rest(Duration.ofSeconds(2));
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        Online online = Online.open(scene.stage().suite());
        try (Desk desk = Desk.open(scene.door(), crowd.someConversation())) {
            long begin = System.nanoTime();
            set(GATEWAY, Duration.ofMinutes(10));
            set(CHANNELS, Duration.ofMinutes(-10));
            served(scene, desk, "gateway 10 min ahead, channel-service 10 min behind");
            webhooks(scene, Duration.ofMinutes(-10));
            set(RECORDER, Duration.ofHours(-1));
            served(scene, desk, "conversation-service an hour back");
            long there = online.count(crowd);
            scene.check("sessions online meanwhile", there > 0, "%d of Globex", there);
            set(RECORDER, RIGHT);
            // the gateway's tokens for services are good for a minute, and a clock may be off by another
            set(GATEWAY, Duration.ofSeconds(-90));
            Patience.rest(REMEMBERED);
            served(scene, desk, "gateway 90 s behind");
            set(GATEWAY, Duration.ofHours(-1));
            Patience.rest(REMEMBERED);
            refused(scene, desk, "gateway an hour behind");
            set(GATEWAY, RIGHT);
            set(CHANNELS, RIGHT);
            Outage _ = scene.struck(new Outage(what(), begin, System.nanoTime()));
            Patience.rest(REMEMBERED);
            served(scene, desk, "all clocks right again");
            Times _ = scene.settle();
            desk.close();
            scene.check("answers of an agent that were accepted and lost", desk.lost() == 0, "%d", desk.lost());
        }
    }

    private static void served(Scene scene, Desk desk, String when) {
        Desk.Count count = during(scene, desk, when);
        scene.check(when + ", requests that failed", count.failed() == 0, "%s", count);
    }

    private static void refused(Scene scene, Desk desk, String when) {
        Desk.Count count = during(scene, desk, when);
        scene.check(when + ", requests that are taken", count.failed() == count.asked(), "%s", count);
        scene.check(when + ", requests that end with 500", count.failed("500") == 0, "%s", count);
    }

    private static Desk.Count during(Scene scene, Desk desk, String when) {
        int acked = scene.came().acknowledged();
        Desk.Count before = desk.count();
        Patience.rest(Duration.ofSeconds(scene.pick(8, 60)));
        int lines = scene.came().acknowledged() - acked;
        scene.check(when + ", lines acknowledged on sockets", lines > 0, "%d", lines);
        return desk.count().since(before);
    }

    /// Slack signs the time; five minutes before and after the reader's clock are good.
    ///
    /// @param off how far that clock is off
    private static void webhooks(Scene scene, Duration off) {
        for (int minutes : new int[] {-6, -4, 4, 6}) {
            int status = slack(scene.stage().suite(), Instant.now().plus(off).plus(Duration.ofMinutes(minutes)));
            boolean fresh = Math.abs(minutes) < 5;
            scene.check(
                    "a webhook signed %+d min by channel-service's clock is %s"
                            .formatted(minutes, fresh ? "taken" : "refused"),
                    fresh == (status / 100 == 2) && status < 500,
                    "%d",
                    status);
        }
    }

    private static int slack(Installation suite, Instant signed) {
        String id = Long.toString(System.nanoTime());
        String time = Long.toString(signed.getEpochSecond());
        String body = """
                {"type":"event_callback","team_id":"T0DEMO","event_id":"Ev%s",\
                "event":{"type":"message","channel":"C0DEMO","user":"UCLOCK","text":"What is the time?","ts":"%s.%s"}}\
                """.formatted(id, time, id.substring(id.length() - 6));
        return Http.ANONYMOUS
                .post(
                        suite.http("/api/slack/webhook"),
                        body,
                        "X-Slack-Request-Timestamp",
                        time,
                        "X-Slack-Signature",
                        "v0=" + sign("v0:" + time + ":" + body))
                .status();
    }

    private static String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("demo-slack-signing-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
