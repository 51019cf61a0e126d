package dev.switchboard.chaos;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Prometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One component after the other goes away under load while Prometheus looks on, as in production: what the dashboards
/// showed of it stands beside what the customers noticed.
final class GameDay implements Fault {
    private static final Path DASHBOARDS = Installation.root().resolve("ops/grafana/dashboards");
    private static final Duration SCRAPES = Duration.ofSeconds(3);
    private static final List<String> SERVICES = List.of(
            "conversation-service", "channel-service", "ai-service", "memory-service", "admin-service", "gateway");

    /// A panel of a dashboard, by its file and its title.
    private record Panel(String file, String title) {
        private static final Panel REPLICAS = new Panel("overview.json", "Replicas that answer");
        private static final Panel OUTBOX = new Panel("kafka.json", "Facts in the outbox");
        private static final Panel LAG = new Panel("kafka.json", "Facts not taken yet, by topic and group");

        String expression() {
            return JsonMapper.shared()
                    .readTree(DASHBOARDS.resolve(file))
                    .path("panels")
                    .valueStream()
                    .filter(panel -> panel.path("title").asString("").equals(title))
                    .map(panel -> panel.path("targets").path(0).path("expr").asString())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(file + " has no panel “" + title + "”"));
        }
    }

    @Override
    public String code() {
        return "GAME-DAY";
    }

    @Override
    public String what() {
        return "each component goes away in turn, and the dashboards show it";
    }

    @Override
    public void play(Scene scene) throws IOException {
        Stage stage = scene.stage();
        try (Prometheus prometheus = Prometheus.watching(stage.suite())) {
            Crowd crowd = scene.crowd();
            for (String service : SERVICES) {
                long begin = System.nanoTime();
                double seconds = scene.restart("-KILL", service);
                Patience.rest(SCRAPES);
                String window = since(begin);
                scene.check(
                        service + " is killed: “" + Panel.REPLICAS.title() + "” falls, its alert is raised",
                        fell(prometheus, stage.suite(), service, window) && raised(prometheus, "ServiceDown", window),
                        "ready again after %.1f s, %d sockets broke; raised: %s",
                        seconds,
                        crowd.disconnects(begin),
                        raised(prometheus, window));
                recover(prometheus);
            }
            away(scene, prometheus, "broker", stage.broker(), Panel.OUTBOX);
            away(scene, prometheus, "database", stage.database(), Panel.LAG);
            Times _ = scene.settle();
        }
    }

    /// The rest of the suite stays; what it cannot pass on piles up where the panel counts it.
    private static void away(Scene scene, Prometheus prometheus, String what, Link link, Panel panel) {
        long begin = System.nanoTime();
        double before = most(prometheus, panel, "5s");
        Outage outage = scene.strike(
                what + " cannot be reached", link::cut, Duration.ofSeconds(scene.pick(15, 60)), link::mend);
        scene.awaitSuccess(outage);
        Patience.rest(SCRAPES);
        String window = since(begin);
        double after = most(prometheus, panel, window);
        scene.check(
                what + " cannot be reached: “" + panel.title() + "” rises",
                after > before,
                "from %.0f to %.0f in %.0f s; raised: %s",
                before,
                after,
                outage.seconds(),
                raised(prometheus, window));
        recover(prometheus);
    }

    private static void recover(Prometheus prometheus) {
        Patience.await(
                "Prometheus sees every service again",
                Duration.ofMinutes(1),
                () -> value(prometheus, "min(up{job=\"switchboard\"})") == 1);
    }

    private static String since(long begin) {
        return (System.nanoTime() - begin) / 1_000_000_000L + 1 + "s";
    }

    private static boolean fell(Prometheus prometheus, Installation suite, String service, String window) {
        String address = suite.loopback(Prometheus.port(service), "").getAuthority();
        return Prometheus.stream(
                        prometheus.query("min_over_time((%s)[%s:1s])".formatted(Panel.REPLICAS.expression(), window)))
                .filter(sample ->
                        sample.path("metric").path("instance").asString("").equals(address))
                .anyMatch(sample -> number(sample) == 0);
    }

    private static double most(Prometheus prometheus, Panel panel, String window) {
        return value(prometheus, "max(max_over_time((%s)[%s:1s]))".formatted(panel.expression(), window));
    }

    private static boolean raised(Prometheus prometheus, String alert, String window) {
        return value(prometheus, "count(count_over_time(ALERTS{alertname=\"%s\"}[%s]))".formatted(alert, window)) > 0;
    }

    /// The alerts that were pending or fired.
    private static String raised(Prometheus prometheus, String window) {
        return Prometheus.stream(
                        prometheus.query("group by (alertname) (count_over_time(ALERTS[%s]))".formatted(window)))
                .map(sample -> sample.path("metric").path("alertname").asString())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static double value(Prometheus prometheus, String query) {
        JsonNode found = prometheus.query(query);
        return found.isEmpty() ? 0 : number(found.path(0));
    }

    private static double number(JsonNode sample) {
        return Double.parseDouble(sample.path("value").path(1).asString());
    }
}
