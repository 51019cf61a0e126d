package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Writes `docs/settings.md` from the services' configuration files and their settings' records.
class SettingsPageTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/settings.md");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+):?");
    private static final Pattern RECORD =
            Pattern.compile("((?:[ \\t]*///[^\\n]*\\n)*)(?:\\s*@[A-Z]\\w+(?:\\([^)]*\\))?)*?"
                    + "\\s*@ConfigurationProperties\\(\"([^\"]+)\"\\)\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:public )?record \\w+"
                    + "\\(([\\s\\S]*?)\\)\\s*(?:implements [^{]*)?\\{");
    private static final Pattern OTHER_ANNOTATION =
            Pattern.compile("(?<![\\w\"])@(?!DefaultValue)[\\w.]+(?:\\([^)]*\\))?\\s*");
    private static final Pattern COMPONENT = Pattern.compile(
            "(@DefaultValue(?:\\(([^)]*)\\))?\\s+)?((?:[A-Z][\\w.]*|int|long|boolean|double)(?:<[^>]*(?:<[^>]*>)?>)?)\\s+(\\w+)\\s*(?:,|$)");
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) ([^@]*)");

    /// What is not the services' own to say.
    private static final String OTHER_NAMES = """
            | variable | is the same as |
            |---|---|
            | `DATABASE_URL` (`ecto://` or `postgres://user:password@host:port/database?ssl=true`) | `POSTGRES_HOST`, `POSTGRES_PORT`, `POSTGRES_DB`, `POSTGRES_USER`, `POSTGRES_PASSWORD`, `POSTGRES_SSLMODE`: one role that owns all schemas, and makes them and the extensions `pg_trgm` and `unaccent` |
            | `REQUIRE_DB_SSL=true` | `POSTGRES_SSLMODE=require` |
            | `POSTGRES_SSLMODE` (`disable`, `require`, `verify-ca`, `verify-full`), `POSTGRES_SSLROOTCERT` (a file of certificates) | TLS to PostgreSQL; `disable` where nothing is said |
            | `KAFKA_SECURITY_PROTOCOL` (`SSL`, `SASL_SSL`, `SASL_PLAINTEXT`) | Kafka's `security.protocol`, for every client |
            | `KAFKA_SASL_MECHANISM` (`PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512`), `KAFKA_USERNAME`, `KAFKA_PASSWORD` | Kafka's login; `PLAIN` where nothing is said |
            | `KAFKA_CA_FILE` | certificates (PEM) that Kafka's is checked against; the JDK's own where nothing is said |
            | `REDIS_TLS_URL` | `REDIS_URL` with `rediss://` |
            | `SWITCHBOARD_URL`, `BACKEND_URL` | `PUBLIC_URL` |
            | `SECRET_KEY_BASE` | the installation's secret, 32 characters at least; no service starts without it ([secrets](secrets.md)) |
            | `SECRET_MASTER_KEYS`, `SECRET_MASTER_KEYS_FILE` | keys that secrets at rest are sealed with ([secrets](secrets.md)) |
            | `LOG_FORMAT=json`, `LOG_LEVEL` | an object a line; `debug` follows every message |
            | `OTEL_EXPORTER_OTLP_ENDPOINT` and OpenTelemetry's other variables | where spans are told, and which ([traces](tracing.md)) |
            | `SWITCHBOARD_HOME`, `SWITCHBOARD_PORT`, `SWITCHBOARD_PORT_OFFSET` | the data folder and the ports of `./switchboard` |

            `MIX_ENV`, `REACT_APP_URL` and `NODE_OPTIONS` of Netia mean nothing here. `./switchboard up` brings its own PostgreSQL and Kafka
            and takes no notice of outside ones; the services in containers do.
            """;

    @Test
    void thePageSaysWhatTheServicesRead() throws IOException {
        String page = page();
        String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!page.equals(before)) {
            Files.writeString(PAGE, page);
        }
        assertThat(before)
                .as("docs/settings.md was out of date and has just been written anew: look at it and commit it")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        Map<String, Setting> settings = settings();
        return """
                # Settings

                Written by `SettingsPageTests`; do not edit.

                ## Other names, and what stands outside of the services' files

                %s
                ## Variables

                What the services read from the environment, by name.

                | variable | where nothing is said | sets | read by |
                |---|---|---|---|
                %s
                ## Properties

                Every setting of our own. As a variable, `switchboard.audit.keep` is `SWITCHBOARD_AUDIT_KEEP`. Durations read `30s`, `5m`, `7d`.

                | property | where nothing is said | what it is |
                |---|---|---|
                %s""".formatted(
                        OTHER_NAMES,
                        variables(),
                        settings.values().stream().map(Setting::row).collect(Collectors.joining()));
    }

    private record Setting(String name, String otherwise, String text) {
        String row() {
            return "| `%s` | %s | %s |\n".formatted(name, code(otherwise), text);
        }
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private static String variables() throws IOException {
        Map<String, TreeSet<String>> sets = new TreeMap<>();
        Map<String, TreeSet<String>> readers = new TreeMap<>();
        Map<String, TreeSet<String>> defaults = new TreeMap<>();
        for (Path file : files("src/main/resources/[\\w-]+\\.yaml")) {
            if (file.toString().contains("emulators")) {
                continue;
            }
            String service = file.getFileName().toString().replace(".yaml", "");
            for (Object document : new Yaml().loadAll(Files.readString(file))) {
                flat("", document)
                        .forEach((property, value) -> uses(value, (name, otherwise) -> {
                            sets.computeIfAbsent(name, _ -> new TreeSet<>()).add(code(property));
                            readers.computeIfAbsent(name, _ -> new TreeSet<>())
                                    .add(service.startsWith("switchboard-") ? "every service" : service);
                            if (!otherwise.isEmpty()) {
                                defaults.computeIfAbsent(name, _ -> new TreeSet<>())
                                        .add(code(otherwise));
                            }
                        }));
            }
        }
        StringBuilder rows = new StringBuilder();
        sets.forEach((name, properties) -> rows.append("| `%s` | %s | %s | %s |\n"
                .formatted(
                        name,
                        String.join(", ", defaults.getOrDefault(name, new TreeSet<>())),
                        String.join(", ", properties),
                        String.join(", ", readers.getOrDefault(name, new TreeSet<>())))));
        return rows.toString();
    }

    private static void uses(String value, BiConsumer<String, String> use) {
        Matcher found = VARIABLE.matcher(value);
        while (found.find()) {
            int depth = 1;
            int end = found.end();
            for (; depth > 0; end++) {
                depth += value.charAt(end) == '{' ? 1 : value.charAt(end) == '}' ? -1 : 0;
            }
            use.accept(found.group(1), value.substring(found.end(), end - 1));
        }
    }

    private static Map<String, String> flat(String at, Object node) {
        Map<String, String> all = new TreeMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> all.putAll(flat(at.isEmpty() ? key.toString() : at + "." + key, value)));
        } else if (node instanceof String text) {
            all.put(at, text);
        }
        return all;
    }

    private static Map<String, Setting> settings() throws IOException {
        Map<String, Setting> settings = new TreeMap<>();
        for (Path file : files("src/main/java/.*\\.java")) {
            Matcher record = RECORD.matcher(Files.readString(file));
            while (!file.startsWith(ROOT.resolve("emulators")) && record.find()) {
                Map<String, String> texts = texts(record.group(1));
                Matcher component = COMPONENT.matcher(OTHER_ANNOTATION
                        .matcher(record.group(3).replaceAll("\\s+", " ").strip())
                        .replaceAll(""));
                while (component.find()) {
                    String name = record.group(2) + "." + kebab(component.group(4));
                    settings.put(
                            name,
                            new Setting(
                                    name, otherwise(component.group(2)), texts.getOrDefault(component.group(4), "")));
                }
            }
        }
        return settings;
    }

    private static String otherwise(String annotation) {
        return annotation == null
                ? ""
                : annotation.replaceAll("[{}\"]", "").replaceAll("\\s+", " ").strip();
    }

    private static Map<String, String> texts(String comment) {
        String text = comment.lines()
                .map(line -> line.strip().replaceFirst("^///", "").strip())
                .collect(Collectors.joining(" "));
        Map<String, String> texts = new TreeMap<>();
        PARAMETER
                .matcher(text)
                .results()
                .forEach(found ->
                        texts.put(found.group(1), found.group(2).strip().replace("|", "\\|")));
        return texts;
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static List<Path> files(String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> ROOT.relativize(file).toString().matches("[^/]+/" + pattern))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
