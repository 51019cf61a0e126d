package dev.switchboard.standalone;

import com.sun.management.OperatingSystemMXBean;
import dev.switchboard.common.secret.SecretKeyBase;
import dev.switchboard.embedded.Ports;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks at this machine and at what is configured on it.
final class MachineCheckup {
    private static final long GIGABYTE = 1L << 30;

    private final Home home;
    private final PortPlan ports;
    private final Map<String, String> environment;
    private final boolean runs;

    MachineCheckup(Home home, PortPlan ports, Map<String, String> environment, boolean runs) {
        this.home = home;
        this.ports = ports;
        this.environment = environment;
        this.runs = runs;
    }

    List<Finding> findings() {
        return List.of(jdk(), maven(), memory(), disk(), ports(), key(), masterKeys(), address());
    }

    private static Finding jdk() {
        return Finding.ok("JDK", Runtime.version() + " in " + System.getProperty("java.home"));
    }

    private Finding maven() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(mvn -> Finding.ok("Maven", mvn.toString()))
                .orElseGet(() -> Finding.warn("Maven", "not found", "It is needed to build, not to run"));
    }

    private static Finding memory() {
        long total = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        String said = "%.1f GB".formatted((double) total / GIGABYTE);
        if (total < 3 * GIGABYTE / 2) {
            return Finding.fail("memory", said, "The whole suite on one machine needs 2 GB");
        }
        return total < 2 * GIGABYTE
                ? Finding.warn("memory", said, "2 GB are better: PostgreSQL and the kernel's cache want some")
                : Finding.ok("memory", said);
    }

    private Finding disk() {
        try {
            Path existing = home.folder();
            while (!Files.exists(existing)) {
                existing = Objects.requireNonNull(existing.getParent());
            }
            long usable = Files.getFileStore(existing).getUsableSpace();
            String said = "%.1f GB free for %s".formatted((double) usable / GIGABYTE, home.folder());
            if (!Files.isWritable(existing)) {
                return Finding.fail(
                        "disk", existing + " cannot be written", "Give a folder of yours in SWITCHBOARD_HOME");
            }
            if (usable < GIGABYTE) {
                return Finding.fail("disk", said, "Kafka and PostgreSQL stop on a full disk: make room");
            }
            return usable < 5 * GIGABYTE
                    ? Finding.warn("disk", said, "A week of messages stays in Kafka: make room")
                    : Finding.ok("disk", said);
        } catch (IOException e) {
            return Finding.fail("disk", e.toString(), "Give another folder in SWITCHBOARD_HOME");
        }
    }

    private Finding ports() {
        IntStream all = IntStream.concat(
                Arrays.stream(Service.values()).mapToInt(ports::of),
                IntStream.of(
                        ports.managementOf(Service.GATEWAY),
                        ports.postgres(),
                        ports.kafka(),
                        ports.kafkaController(),
                        ports.emulators(),
                        ports.smtp(),
                        ports.imap()));
        if (runs) {
            return Finding.ok("ports", "in use by Switchboard itself, the gateway on " + ports.gateway());
        }
        String busy = all.filter(port -> !Ports.isFree(port))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return busy.isEmpty()
                ? Finding.ok("ports", "free, the gateway's is " + ports.gateway())
                : Finding.fail(
                        "ports",
                        busy + " in use by another program",
                        "Stop it, or move Switchboard with SWITCHBOARD_PORT or SWITCHBOARD_PORT_OFFSET");
    }

    private Finding key() {
        String given = environment.getOrDefault("SECRET_KEY_BASE", "");
        if (!given.isBlank()) {
            return key("SECRET_KEY_BASE", given);
        }
        Path file = home.secretKeyBase();
        if (!Files.exists(file)) {
            return home.isNew()
                    ? Finding.ok("key", "made at the first start, in " + file)
                    : Finding.fail(
                            "key", file + " is gone", "Put it back: what is stored cannot be opened with another");
        }
        try {
            return readableByOthers(file)
                    ? Finding.warn("key", file + " is readable by others", "chmod 600 " + file)
                    : key(file.toString(), Files.readString(file).strip());
        } catch (IOException e) {
            return Finding.fail("key", e.toString(), "It has to be readable by who runs Switchboard");
        }
    }

    private static Finding key(String where, String key) {
        try {
            return Finding.ok(
                    "key", new SecretKeyBase(key).id() + " from " + where + "; keep a copy of it beside the backups");
        } catch (IllegalArgumentException e) {
            return Finding.fail("key", String.valueOf(e.getMessage()), "Nothing starts without it");
        }
    }

    private Finding masterKeys() {
        List<String> keys = new ArrayList<>();
        try {
            if (Files.exists(home.masterKeys())) {
                keys.addAll(Files.readAllLines(home.masterKeys()));
            }
            keys.addAll(
                    List.of(environment.getOrDefault("SECRET_MASTER_KEYS", "").split(",")));
            List<String> ids = keys.stream()
                    .filter(key -> !key.isBlank())
                    .map(key -> new SecretKeyBase(key.strip()).id())
                    .toList();
            return Finding.ok(
                    "master keys",
                    ids.isEmpty() ? "none of their own: secrets are sealed with the key" : String.join(", ", ids));
        } catch (IOException | IllegalArgumentException e) {
            return Finding.fail("master keys", e.toString(), "Each line of the file is a key; see docs/secrets.md");
        }
    }

    private static boolean readableByOthers(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream()
                .anyMatch(List.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ)::contains);
    }

    private Finding address() {
        String url = Stream.of("SWITCHBOARD_URL", "PUBLIC_URL", "BACKEND_URL")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
        if (url.isEmpty()) {
            return Finding.warn(
                    "base URL",
                    "http://localhost:" + ports.gateway(),
                    "Set PUBLIC_URL to the address that customers and providers reach: links in mails and webhooks"
                            + " need it");
        }
        try {
            URI uri = URI.create(url.strip());
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                return Finding.fail("base URL", url, "It has to read https://support.example.com");
            }
            return uri.getScheme().equals("http") && !uri.getHost().equals("localhost")
                    ? Finding.warn(
                            "base URL", url, "Providers call https only: put a proxy with a certificate before it")
                    : Finding.ok("base URL", url);
        } catch (IllegalArgumentException _) {
            return Finding.fail("base URL", url, "It has to read https://support.example.com");
        }
    }
}
