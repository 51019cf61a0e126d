package dev.switchboard.system.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.SharedSuite;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// S6 and S17: events that providers have signed, held back and tampered with before they come; then the genuine one,
/// often. Nothing of a forged one is kept, and the genuine one has one effect.
@ExtendWith(SharedSuite.class)
class ForgedHookSystemTests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> PROVIDERS =
            List.of("whatsapp", "twilio", "messenger", "x", "telegram", "mattermost", "slack", "intercom");
    private static final List<String> PROOFS = List.of(
            "x-hub-signature-256",
            "x-hub-signature",
            "x-twilio-signature",
            "x-twitter-webhooks-signature",
            "x-telegram-bot-api-secret-token",
            "x-slack-signature",
            "x-slack-request-timestamp");

    private final Installation suite;
    private final Tally forgery = new Tally("S6");
    private final Tally replay = new Tally("S17");

    ForgedHookSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    /// What a provider would send.
    record Event(String path, String contentType, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Event with(String changed) {
            return new Event(path, contentType, headers, changed.getBytes(StandardCharsets.UTF_8));
        }

        HttpRequest.Builder to(Installation suite, String... more) {
            HttpRequest.Builder request = HttpRequest.newBuilder(suite.http(path))
                    .header("Content-Type", contentType)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            return more.length == 0 ? request : request.headers(more);
        }
    }

    @Test
    void nothingForgedIsTakenAndTheGenuineEventOnce() {
        long run = System.currentTimeMillis() % 1_000_000_000L;
        Map<String, Event> genuine = new LinkedHashMap<>();
        emulators("/_hold", "{\"hold\":true}");
        try {
            for (String provider : PROVIDERS) {
                emulators("/_play/" + provider, played(provider, run));
            }
            List<Event> held = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                held.addAll(JSON.readValue(emulators("/_held/take", ""), new TypeReference<List<Event>>() {}));
                return held.size() >= PROVIDERS.size();
            });
            for (int i = 0; i < PROVIDERS.size(); i++) {
                genuine.put(PROVIDERS.get(i), held.get(i));
            }
        } finally {
            emulators("/_hold", "{\"hold\":false}");
        }
        genuine.forEach(this::forge);
        assertThat(forgery.leaks()).isEmpty();
        assertThat(received(run)).as("of what is forged").isEmpty();
        genuine.forEach(this::repeat);
        await().atMost(Duration.ofSeconds(20)).until(() -> received(run).size() >= PROVIDERS.size());
        List<String> twice = received(run);
        if (twice.size() != PROVIDERS.size()) {
            replay.leak("recorded: " + twice);
        }
        assertThat(replay.leaks()).isEmpty();
    }

    private void forge(String provider, Event event) {
        event.headers().forEach((name, proof) -> {
            if (PROOFS.contains(name.toLowerCase(Locale.ROOT))) {
                for (String wrong : wrong(proof)) {
                    Map<String, String> headers = new LinkedHashMap<>(event.headers());
                    headers.put(name, wrong);
                    refused(
                            provider + " " + name + ": " + wrong,
                            send(new Event(event.path(), event.contentType(), headers, event.body())));
                }
                Map<String, String> without = new LinkedHashMap<>(event.headers());
                without.remove(name);
                Event unsigned = new Event(event.path(), event.contentType(), without, event.body());
                refused(provider + " without " + name, send(unsigned));
                refused(
                        provider + " wrong, then right " + name,
                        status(unsigned.to(suite, name, "wrong", name, proof)));
            }
        });
        String text = event.text();
        List<String> bodies = new ArrayList<>(List.of("", "{}", "null", "[]", "token=", "\u0000"));
        if (provider.equals("mattermost")) {
            bodies.add(text.replaceFirst("token=[^&]*&?", ""));
            bodies.add(text.replaceFirst("token=[^&]*", "token=wrong"));
            bodies.add(text.replaceFirst("token=[^&]*", "token="));
            bodies.add(text.replaceFirst("token=([^&]{3})[^&]*", "token=$1"));
        } else if (!provider.equals("telegram")) {
            bodies.addAll(
                    List.of(text + " ", text.substring(0, text.length() - 1), text.replace("tampered", "Tampered")));
            if (text.startsWith("{")) {
                bodies.add(JSON.readTree(text).toPrettyString());
            }
        }
        for (String body : bodies) {
            int status = send(event.with(body));
            boolean proven = provider.equals("telegram");
            forgery.count(status >= 400 && status < 500);
            if (!proven && (status < 400 || status >= 500)) {
                forgery.leak(status + " to " + provider + " " + body);
            }
        }
    }

    private static List<String> wrong(String proof) {
        char last = proof.charAt(proof.length() - 2);
        return Stream.of(
                        "wrong",
                        "sha256=",
                        "v0=",
                        "null",
                        "0",
                        proof.substring(0, proof.length() - 1),
                        proof.substring(1),
                        proof + "0",
                        proof.replace("sha256=", "sha1=").replace("v0=", "v1=") + (proof.contains("=") ? "" : "x"),
                        proof + "," + proof,
                        proof.substring(0, proof.length() - 2)
                                + (last == 'a' ? 'b' : 'a')
                                + proof.charAt(proof.length() - 1))
                .filter(forged -> !forged.equals(proof))
                .toList();
    }

    private void refused(String what, int status) {
        forgery.count(status >= 400 && status < 500);
        if (status < 400 || status >= 500) {
            forgery.leak(status + " to " + what);
        }
    }

    /// Five times, three of them at once.
    private void repeat(String provider, Event event) {
        try (ExecutorService workers = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 5; i++) {
                workers.execute(() -> {
                    int status = send(event);
                    replay.count(false);
                    if (status / 100 != 2) {
                        replay.leak(status + " to the genuine event of " + provider);
                    }
                });
            }
        }
    }

    private int send(Event event) {
        return status(event.to(suite));
    }

    private int status(HttpRequest.Builder request) {
        return Http.ANONYMOUS.send(request).status();
    }

    private static String played(String provider, long run) {
        String number = Long.toString(70_000_000_000L + run);
        String from = switch (provider) {
            case "twilio" -> "+" + number;
            case "mattermost" -> "u" + number;
            case "slack" -> "U" + number;
            default -> number;
        };
        String id = switch (provider) {
            case "whatsapp" -> "wamid." + number;
            case "twilio" -> "SM" + number;
            case "messenger" -> "m_" + number;
            case "mattermost" -> "post" + number;
            case "slack" -> "Ev" + number;
            default -> number;
        };
        String ts = provider.equals("slack") ? ",\"ts\":\"1700000000.%06d\"".formatted(run % 1_000_000) : "";
        return "{\"from\":\"%s\",\"text\":\"tampered with %d\",\"id\":\"%s\"%s}".formatted(from, run, id, ts);
    }

    /// The messages of this run, whatever they say.
    private List<String> received(long run) {
        try (TenantRows rows = new TenantRows(suite)) {
            return rows.column("""
                    SELECT c.channel || ': ' || m.body FROM conversation.message m
                    JOIN conversation.conversation c ON c.account_id = m.account_id AND c.id = m.conversation_id
                    WHERE m.author_kind = 'customer' AND regexp_replace(c.identity, '\\D', '', 'g') = ?
                    """, Long.toString(70_000_000_000L + run));
        }
    }

    private String emulators(String path, String json) {
        Http.Answer answer = Http.ANONYMOUS.post(suite.loopback(8190, path), json);
        assertThat(answer.status()).as(path + " " + answer.text()).isBetween(200, 299);
        return answer.text();
    }
}
