package dev.switchboard.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Debian's Prometheus with the suite's own rules, watching a suite; it looks every second instead of every quarter of
/// a minute.
public final class Prometheus implements AutoCloseable {
    public static final Path FILES = Installation.root().resolve("ops/prometheus");
    private static final Map<String, Integer> PORTS = Map.of(
            "gateway", 8100,
            "conversation-service", 8101,
            "channel-service", 8102,
            "ai-service", 8103,
            "memory-service", 8104,
            "admin-service", 8105);

    private final String address;
    private final Process process;

    private Prometheus(String address, Process process) {
        this.address = address;
        this.process = process;
    }

    public record Alert(String name, String query) {}

    /// Returns when it has scraped every service.
    public static Prometheus watching(Installation suite) throws IOException {
        Path home = Files.createDirectories(suite.home().resolve("prometheus"));
        String config = Files.readString(FILES.resolve("prometheus.yml")).replace("15s", "1s");
        for (Map.Entry<String, Integer> service : PORTS.entrySet()) {
            config = config.replace(
                    service.getKey() + ":" + service.getValue(),
                    suite.loopback(service.getValue(), "").getAuthority());
        }
        Files.writeString(home.resolve("prometheus.yml"), config);
        Files.writeString(home.resolve("alerts.yml"), Files.readString(FILES.resolve("alerts.yml")));
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + home.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + home.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(address, process);
        for (int tries = 0; !prometheus.sees(PORTS.size()); tries++) {
            if (tries == 600 || !process.isAlive()) {
                process.destroy();
                throw new IllegalStateException(
                        "Prometheus does not see every service: " + home.resolve("prometheus.log"));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return prometheus;
    }

    private boolean sees(int services) {
        try {
            return query("sum(up)").path(0).path("value").path(1).asString("").equals(Integer.toString(services));
        } catch (UncheckedIOException | IllegalStateException _) {
            return false;
        }
    }

    /// The samples of an instant query; none where there is no data.
    ///
    /// @throws IllegalStateException when Prometheus cannot read the query, or is not there yet
    public JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    public List<Alert> alerts() {
        return stream(get("/api/v1/rules").path("groups"))
                .flatMap(group -> stream(group.path("rules")))
                .map(rule -> new Alert(
                        rule.path("name").asString(), rule.path("query").asString()))
                .toList();
    }

    /// Where a service shows its metrics, without the suite's offset.
    public static int port(String service) {
        return Objects.requireNonNull(PORTS.get(service), service);
    }

    /// By name: type and help.
    public JsonNode metadata() {
        return get("/api/v1/metadata");
    }

    /// The labels of every series of ours.
    public JsonNode series() {
        return get("/api/v1/series?match[]="
                + URLEncoder.encode("{__name__=~\"switchboard_.*\"}", StandardCharsets.UTF_8));
    }

    private JsonNode get(String path) {
        Http.Answer answer = Http.ANONYMOUS.get(URI.create("http://" + address + path.replace("[]", "%5B%5D")));
        if (answer.status() != 200) {
            throw new IllegalStateException(path + " is answered with " + answer.text());
        }
        return answer.json().path("data");
    }

    public static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
