package dev.switchboard.standalone;

import dev.switchboard.common.service.Aliases;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Asks everybody whom the suite talks to: those of the environment, else the running suite's own.
final class PeerCheckup {
    private static final int PATIENCE_SECONDS = 5;
    private static final int OLDEST_POSTGRES = 15;
    private static final Duration CLOCKS_APART = Duration.ofSeconds(2);
    private static final String CLIENT = "switchboard.messaging.client[";

    private final Home home;
    private final PortPlan ports;
    private final Map<String, String> environment;
    private final boolean runs;

    PeerCheckup(Home home, PortPlan ports, Map<String, String> environment, boolean runs) {
        this.home = home;
        this.ports = ports;
        this.environment = environment;
        this.runs = runs;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            Map<String, String> aliases = Aliases.of(environment);
            findings.addAll(postgres(aliases));
            findings.add(kafka(aliases));
        } catch (IllegalArgumentException e) {
            findings.add(Finding.fail("PostgreSQL", String.valueOf(e.getMessage()), "See docs/settings.md"));
        }
        findings.add(redis());
        findings.add(smtp());
        findings.add(model());
        return findings;
    }

    /// The server, and how far its clock is from ours: leases and codes that expire are judged by both.
    private List<Finding> postgres(Map<String, String> aliases) {
        String host = given("POSTGRES_HOST", aliases.getOrDefault("POSTGRES_HOST", ""));
        Properties login = new Properties();
        String url;
        if (host.isEmpty()) {
            if (!runs) {
                return List.of(Finding.ok("PostgreSQL", "its own, started with the suite"));
            }
            login.setProperty("user", "postgres");
            login.setProperty("password", Keys.of(home, environment).postgresPassword());
            url = "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + Backbone.DATABASE;
        } else {
            url = "jdbc:postgresql://" + host + ":"
                    + given("POSTGRES_PORT", aliases.getOrDefault("POSTGRES_PORT", "5432")) + "/"
                    + given("POSTGRES_DB", aliases.getOrDefault("POSTGRES_DB", "switchboard"));
            login.setProperty("user", given("POSTGRES_USER", aliases.getOrDefault("POSTGRES_USER", "conversation")));
            login.setProperty(
                    "password",
                    given(
                            "POSTGRES_PASSWORD",
                            aliases.getOrDefault("POSTGRES_PASSWORD", given("CONVERSATION_DB_PASSWORD", ""))));
            login.setProperty("sslmode", aliases.getOrDefault("spring.flyway.jdbc-properties.sslmode", "disable"));
            login.setProperty("sslrootcert", aliases.getOrDefault("spring.flyway.jdbc-properties.sslrootcert", ""));
        }
        login.values().removeIf(""::equals);
        login.setProperty("loginTimeout", Integer.toString(PATIENCE_SECONDS));
        return asked(url, login);
    }

    private static List<Finding> asked(String url, Properties login) {
        try (Connection connection = DriverManager.getConnection(url, login);
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT extract(epoch FROM clock_timestamp()) * 1000")) {
            row.next();
            Duration apart = Duration.between(Instant.ofEpochMilli(row.getLong(1)), Instant.now())
                    .abs();
            String version = connection.getMetaData().getDatabaseProductVersion();
            String said = "PostgreSQL " + version + " at " + url.replaceAll("\\?.*", "");
            return List.of(
                    connection.getMetaData().getDatabaseMajorVersion() < OLDEST_POSTGRES
                            ? Finding.fail("PostgreSQL", said, "It takes PostgreSQL " + OLDEST_POSTGRES + " or newer")
                            : Finding.ok("PostgreSQL", said),
                    apart.compareTo(CLOCKS_APART) > 0
                            ? Finding.fail(
                                    "clocks", "PostgreSQL's is " + apart.toSeconds() + " s away", "Use NTP on both")
                            : Finding.ok("clocks", "PostgreSQL's is " + apart.toMillis() + " ms away"));
        } catch (SQLException e) {
            return List.of(Finding.fail(
                    "PostgreSQL", e.getMessage() + " (" + url + ")", "Check its address, password and firewall"));
        }
    }

    private Finding kafka(Map<String, String> aliases) {
        String bootstrap = given("KAFKA_BOOTSTRAP", "");
        if (bootstrap.isEmpty() && !runs) {
            return Finding.ok("Kafka", "its own, started with the suite");
        }
        Map<String, Object> settings = kafkaClient(aliases);
        String where = bootstrap.isEmpty() ? "127.0.0.1:" + ports.kafka() : bootstrap;
        settings.put("bootstrap.servers", where);
        settings.put("default.api.timeout.ms", PATIENCE_SECONDS * 1000);
        settings.put("request.timeout.ms", PATIENCE_SECONDS * 1000);
        try (Admin admin = Admin.create(settings)) {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .size();
            return Finding.ok("Kafka", brokers + (brokers == 1 ? " broker at " : " brokers at ") + where);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Finding.fail(
                    "Kafka",
                    "does not answer at " + where + " (" + reason(e) + ")",
                    "Check KAFKA_BOOTSTRAP, the listeners that it advertises, and KAFKA_SECURITY_PROTOCOL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted.");
        }
    }

    /// How Kafka's clients prove themselves, by Kafka's own names.
    static Map<String, Object> kafkaClient(Map<String, String> aliases) {
        Map<String, Object> settings = new HashMap<>();
        aliases.forEach((name, value) -> {
            if (name.startsWith(CLIENT)) {
                settings.put(name.substring(CLIENT.length(), name.length() - 1), value);
            }
        });
        return settings;
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return cause.getClass().getSimpleName();
    }

    private Finding redis() {
        String url = given("REDIS_URL", given("REDIS_TLS_URL", ""));
        if (url.isEmpty()) {
            return Finding.ok("Redis", "none: each gateway counts requests for itself");
        }
        try {
            RedisURI uri = RedisURI.create(url);
            uri.setTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
            try (RedisClient client = RedisClient.create(uri);
                    var connection = client.connect()) {
                return Finding.ok("Redis", connection.sync().ping() + " from " + uri.getHost());
            }
        } catch (RedisException | IllegalArgumentException e) {
            return Finding.fail(
                    "Redis", "does not answer (" + reason(e) + ")", "Without it each gateway counts for itself");
        }
    }

    private Finding smtp() {
        String host = given("SMTP_HOST", "");
        if (host.isEmpty()) {
            return Finding.warn("SMTP", "none", "Set SMTP_HOST: invitations and lost passwords go by mail");
        }
        int port = Integer.parseInt(given("SMTP_PORT", "587").replaceAll("\\D", "0"));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_SECONDS * 1000);
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            String greeting = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return greeting != null && greeting.startsWith("220")
                    ? Finding.ok("SMTP", host + ":" + port + " greets")
                    : Finding.fail("SMTP", host + ":" + port + " is no mail server", "Check SMTP_HOST and SMTP_PORT");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.fail(
                    "SMTP",
                    host + ":" + port + " does not answer (" + e.getMessage() + ")",
                    "Check SMTP_HOST and SMTP_PORT");
        }
    }

    private Finding model() {
        String key = given("OPENAI_API_KEY", "");
        String base = given("OPENAI_BASE_URL", key.isEmpty() ? "" : "https://api.openai.com/v1");
        if (base.isEmpty()) {
            return Finding.ok("AI", "no model: answers come from the articles alone");
        }
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build()) {
            HttpRequest.Builder ask = HttpRequest.newBuilder(URI.create(base.replaceAll("/+$", "") + "/models"))
                    .timeout(Duration.ofSeconds(PATIENCE_SECONDS));
            if (!key.isEmpty()) {
                ask.header("Authorization", "Bearer " + key);
            }
            int status = client.send(ask.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status == 401 || status == 403) {
                return Finding.fail("AI", base + " refuses the key", "Check OPENAI_API_KEY");
            }
            return status < 300
                    ? Finding.ok("AI", base + " answers")
                    : Finding.warn("AI", base + " answers " + status, "Check OPENAI_BASE_URL");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.fail("AI", base + " does not answer", "Check OPENAI_BASE_URL; until then people are asked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted.");
        }
    }

    private String given(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
