package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Prometheus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Metrics, dashboards, alerts and runbooks belong together; checked on the files alone.
class MetricsDocumentTests {
    private static final Path ROOT = Installation.root();
    private static final Pattern METER =
            Pattern.compile("(?:[Bb]uilder\\(|Pace[^;]*?,)\\s*\"switchboard\\.([a-z.]+)\"", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `switchboard_(\\w+)` \\|", Pattern.MULTILINE);
    private static final Pattern USED = Pattern.compile("switchboard_(\\w+)");

    @Test
    void theTableHoldsTheMetersOfTheCode() throws IOException {
        Set<String> meters = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(ROOT, 12)) {
            for (Path source : sources.filter(path -> path.toString().matches(".*/src/main/java/.*\\.java"))
                    .toList()) {
                meters.addAll(found(METER, Files.readString(source)));
            }
        }
        assertThat(documented())
                .isEqualTo(meters.stream()
                        .map(name -> name.replace('.', '_'))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void dashboardsAndAlertsAskForMetricsOfTheTable() throws IOException {
        Set<String> used = new TreeSet<>(found(USED, read("ops/prometheus/alerts.yml")));
        try (Stream<Path> dashboards = Files.list(ROOT.resolve("ops/grafana/dashboards"))) {
            for (Path dashboard : dashboards.toList()) {
                used.addAll(found(USED, Files.readString(dashboard)));
            }
        }
        assertThat(documented())
                .containsAll(used.stream().map(MetricsDocumentTests::base).toList());
    }

    @Test
    void everyAlertHasItsRunbookAndEveryRunbookItsAlert() throws IOException {
        Set<String> named =
                found(Pattern.compile("runbook: (docs/runbooks/[a-z-]+\\.md)"), read("ops/prometheus/alerts.yml"));
        assertThat(named).hasSizeGreaterThan(20);
        for (String runbook : named) {
            assertThat(read(runbook)).contains("## Meaning", "## Look", "## Act");
        }
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/runbooks"))) {
            assertThat(pages.map(page -> ROOT.relativize(page).toString()).filter(page -> !page.endsWith("README.md")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void thePrometheusToolAcceptsTheRulesAndTheyFireWhenTheyShould() throws IOException, InterruptedException {
        assertThat(promtool("check", "rules", "alerts.yml")).contains("SUCCESS");
        assertThat(promtool("check", "config", "prometheus.yml")).contains("SUCCESS");
        assertThat(promtool("test", "rules", "alerts.test.yml")).contains("SUCCESS");
        String tested = read("ops/prometheus/alerts.test.yml");
        assertThat(found(Pattern.compile("alert: (\\w+)"), read("ops/prometheus/alerts.yml")))
                .allSatisfy(alert -> assertThat(tested).contains("alertname=\"" + alert + "\""));
    }

    private static String promtool(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("promtool"), Stream.of(words)).toList())
                .directory(Prometheus.FILES.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        }
    }

    private static Set<String> documented() throws IOException {
        return found(ROW, read("docs/metrics.md")).stream()
                .map(MetricsDocumentTests::base)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The meter's own name, without what Prometheus adds for its type and unit.
    private static String base(String name) {
        String bare = name;
        for (String suffix : List.of("_bucket", "_count", "_sum", "_max", "_total", "_seconds", "_bytes", "_dollars")) {
            bare = bare.endsWith(suffix) ? bare.substring(0, bare.length() - suffix.length()) : bare;
        }
        return bare;
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
