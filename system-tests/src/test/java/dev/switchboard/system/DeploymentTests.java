package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps `docker-compose.yml` and what it mounts honest, as far as that goes without a Docker engine.
class DeploymentTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyServiceOfTheSuiteIsDeployedAndEveryDeployedClassExists() throws IOException {
        Set<String> commands = found("command: \\[(dev\\.switchboard\\.[\\w.]+)]", "docker-compose.yml");
        try (Stream<Path> sources = Files.walk(ROOT, 9)) {
            Set<String> applications = sources.map(path -> ROOT.relativize(path).toString())
                    .filter(path -> path.matches(
                            "(gateway|[a-z]+-service)/src/main/java/.*/(Gateway|\\w+Service)Application\\.java"))
                    .map(path -> path.replaceFirst("^[^/]+/src/main/java/", "")
                            .replace(".java", "")
                            .replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(commands).isEqualTo(applications).hasSize(6);
        }
    }

    @Test
    void everyVariableOfTheComposeFileIsInTheExample() throws IOException {
        Set<String> used = found("\\$\\{(\\w+):\\?", "docker-compose.yml");
        assertThat(found("(?m)^(\\w+)=", ".env.example")).isEqualTo(used);
    }

    @Test
    void everyMountedFileExists() throws IOException {
        for (String path : found("- (\\./[^:]+):", "docker-compose.yml")) {
            assertThat(ROOT.resolve(path)).exists();
        }
    }

    @Test
    void everyServiceIsScrapedByPrometheus() throws IOException {
        assertThat(found("- ([a-z-]+):8\\d{3}", "ops/prometheus/prometheus.yml"))
                .containsExactlyInAnyOrder(
                        "gateway",
                        "conversation-service",
                        "channel-service",
                        "ai-service",
                        "memory-service",
                        "admin-service");
    }

    @Test
    void everyContainerHasALimitAndSaysWhetherItIsWell() throws IOException {
        String services = Files.readString(ROOT.resolve("docker-compose.yml"))
                .replaceFirst("(?s)^.*?\nservices:\n", "")
                .replaceFirst("(?s)\nvolumes:\n.*", "");
        String[] each = services.split("(?m)^(?=  [a-z0-9-]+:)");
        assertThat(each).hasSizeGreaterThanOrEqualTo(12);
        for (String service : each) {
            if (service.isBlank() || service.startsWith("  #")) {
                continue;
            }
            assertThat(service).containsPattern("mem_limit: |<<: \\*gateway");
            assertThat(service).containsPattern("healthcheck:|<<: \\*service|<<: \\*gateway");
        }
    }

    @Test
    void everyServiceIsAskedForItsHealthWhereItIsScraped() throws IOException {
        assertThat(found("MANAGEMENT_PORT: \"(\\d+)\"", "docker-compose.yml"))
                .isEqualTo(found("- [a-z-]+:(8\\d{3})", "ops/prometheus/prometheus.yml"));
    }

    /// Where the command is installed it has the last word on the file's form; the tests above hold without it.
    @Test
    void dockerComposeAcceptsTheFile() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/docker-compose"))) {
            return;
        }
        Map<String, String> variables = new TreeMap<>();
        found("(?m)^(\\w+)=", ".env.example").forEach(name -> variables.put(name, "x".repeat(40)));
        ProcessBuilder compose = new ProcessBuilder(List.of("/usr/bin/docker-compose", "config", "--quiet"))
                .directory(ROOT.toFile())
                .redirectErrorStream(true);
        compose.environment().putAll(variables);
        Process process = compose.start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    private static Set<String> found(String pattern, String file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
