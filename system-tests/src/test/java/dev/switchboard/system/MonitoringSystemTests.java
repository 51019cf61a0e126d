package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Prometheus;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus watches the running suite: what dashboards and alerts ask for is there, and `docs/metrics.md` says
/// what it is.
@ExtendWith(SharedSuite.class)
class MonitoringSystemTests {
    private static final Path DASHBOARDS = Installation.root().resolve("ops/grafana/dashboards");

    private static Prometheus prometheus;

    @BeforeAll
    static void watch(RunningSuite running) throws IOException {
        prometheus = Prometheus.watching(running.installation());
        load(running.installation());
    }

    @AfterAll
    static void stop() {
        prometheus.close();
    }

    /// A conversation in the chat that goes to a person, one by WhatsApp, and an agent who looks at both.
    private static void load(Installation suite) {
        String session = "watched-" + UUID.randomUUID();
        try (Visitor visitor = Visitor.connect(suite, "pk_demo_acme", session, session)) {
            visitor.say("m-1", "How do I return an item?");
            Frame _ = visitor.awaitMessageFrom("ai");
            visitor.askForAPerson();
        }
        try (Visitor back = Visitor.resume(suite, "pk_demo_acme", session, session, 1)) {
            back.say("m-2", "Is anybody there?");
            Frame _ = back.await("ack");
        }
        String phone = "4917" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
        assertThat(new MetaWebhook(suite, phone)
                        .deliver("wamid." + UUID.randomUUID(), "What does shipping cost?")
                        .status())
                .isEqualTo(200);
        await().atMost(Visitor.PATIENCE)
                .until(() -> new Database(suite)
                        .messagesOfIdentity(phone).stream().anyMatch(message -> "read".equals(message.delivery())));
        assertThat(Desk.logIn(suite, "admin@acme.test").conversations()).isNotEmpty();
    }

    @Test
    void everyPanelAndEveryAlertHasData() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        prometheus.alerts().forEach(alert -> queries.put("alert " + alert.name(), withoutThreshold(alert.query())));
        assertThat(queries).hasSizeGreaterThan(20);
        try (Stream<Path> dashboards = Files.list(DASHBOARDS)) {
            for (Path file : dashboards.toList()) {
                JsonNode dashboard = JsonMapper.shared().readTree(file);
                for (JsonNode panel : dashboard.path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        queries.put(
                                file.getFileName() + ", " + panel.path("title").asString() + ", "
                                        + target.path("refId").asString(),
                                target.path("expr").asString().replace("$__rate_interval", "20s"));
                    }
                }
            }
        }
        await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
            List<String> empty = new ArrayList<>();
            queries.forEach((name, query) -> {
                if (prometheus.query(query).isEmpty()) {
                    empty.add(name + ": " + query);
                }
            });
            assertThat(empty).as("queries without data").isEmpty();
        });
    }

    private static String withoutThreshold(String query) {
        String bare = query.replaceFirst("\\s*(>|<|==)\\s*[0-9.]+$", "");
        assertThat(bare).isNotEqualTo(query);
        return bare;
    }

    /// One line for each metric of ours that is exported, as `MetricsDocumentTests` finds it in the code.
    @Test
    void theTableOfMetricsSaysWhatIsExported() throws IOException {
        Map<String, TreeSet<String>> tags = new TreeMap<>();
        Prometheus.stream(prometheus.series()).forEach(series -> {
            String name = series.path("__name__").asString();
            TreeSet<String> own =
                    tags.computeIfAbsent(name.replaceFirst("_(bucket|count|sum)$", ""), _ -> new TreeSet<>());
            series.propertyNames().stream()
                    .filter(label -> !List.of("__name__", "instance", "job", "service", "le")
                            .contains(label))
                    .forEach(own::add);
        });
        List<String> rows = new ArrayList<>();
        JsonNode metadata = prometheus.metadata();
        for (String name : metadata.propertyNames()) {
            if (name.startsWith("switchboard_") && !name.endsWith("_max")) {
                JsonNode said = metadata.path(name).path(0);
                String type = said.path("type").asString();
                String full = type.equals("counter") && !name.endsWith("_total") ? name + "_total" : name;
                rows.add("| `%s` | %s | %s | %s |"
                        .formatted(
                                full,
                                type,
                                String.join(", ", tags.getOrDefault(full, new TreeSet<>())),
                                said.path("help").asString()));
            }
        }
        assertThat(Files.readAllLines(Installation.root().resolve("docs/metrics.md")))
                .as("docs/metrics.md holds these rows")
                .containsAll(rows);
        assertThat(rows).hasSizeGreaterThan(50);
    }
}
