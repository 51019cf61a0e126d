package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Outcome;
import dev.switchboard.suite.RunningSuite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// No secret stands anywhere in the clear, before and after the master key was changed under a running suite.
@ExtendWith(SharedSuite.class)
class SecretsAtRestSystemTests {
    private static final String ACME = "0199d3a0-0000-7000-8000-000000000001";
    private static final List<String> DEMO = List.of(
            "demo-meta-app-secret",
            "demo-meta-access-token",
            "demo-verify-token",
            "demo-chatbot-secret",
            "demo-acme-identity-secret",
            "demo-globex-identity-secret",
            "sk_demo_acme",
            "sk_demo_globex",
            "whsec_demo",
            "switchboard-demo");

    private final Installation suite;

    SecretsAtRestSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @Test
    void noTableAndNoTopicHoldsASecretAndARotationLeavesNothingUnderTheOldKey() throws Exception {
        Http admin = Desk.logIn(suite, "admin@acme.test").http();
        List<String> secrets = new ArrayList<>(DEMO);
        JsonNode inbox = admin.post(suite.http("/api/inboxes"), "{\"inbox\": {\"name\": \"Sealed\"}}")
                .json()
                .path("data");
        for (String kind : List.of("identity_secret", "bot_secret")) {
            secrets.add(admin.post(suite.http("/api/inboxes/" + inbox.path("id").asString() + "/" + kind), "{}")
                    .json()
                    .path("data")
                    .path("secret")
                    .asString());
        }
        secrets.add(admin.post(suite.http("/api/api_keys"), "{\"api_key\": {\"name\": \"Sealed\"}}")
                .json()
                .path("data")
                .path("key")
                .asString());
        assertThat(secrets).allMatch(secret -> secret.length() >= 10);
        assertThat(rowsWith(secrets)).isEmpty();

        Outcome rotated = suite.run("rotate-keys");
        assertThat(rotated.exit()).as(rotated.output()).isZero();
        assertThat(rotated.output()).contains("admin-service", "channel-service", "new master key");

        String key = keyOf("SELECT identity_secret FROM admin.inbox_settings LIMIT 1");
        assertThat(sealedUnderAnotherThan(key)).isEmpty();
        assertThat(rowsWith(secrets)).isEmpty();
        assertThat(recordsWith(secrets)).isEmpty();
        assertThat(handOver(secrets.get(3)).status()).isEqualTo(200);
        Http.Answer verified = Http.ANONYMOUS.get(suite.http(
                "/api/webhooks/whatsapp?hub.mode=subscribe" + "&hub.challenge=c-1&hub.verify_token=" + secrets.get(2)));
        assertThat(verified.text()).isEqualTo("c-1");
    }

    private Http.Answer handOver(String secret) throws GeneralSecurityException {
        String body = """
                {"session_id": "sealed-1", "customer_email": "user@example.com", "customer_name": "Jane Smith",
                 "subject": "Account locked", "initial_message": "I cannot log in"}
                """;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Http.ANONYMOUS.post(
                suite.http("/api/webhooks/chatbot?account_id=" + ACME),
                body,
                "X-Switchboard-Signature",
                "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8))));
    }

    private List<String> rowsWith(List<String> secrets) throws SQLException {
        return tablesWhere(
                "t::text LIKE ANY(?)",
                secrets.stream()
                        .map(secret -> "%" + secret.replace("_", "\\_") + "%")
                        .toArray());
    }

    /// Wherever it stands: an owner that its service does not know of would be found here.
    private List<String> sealedUnderAnotherThan(String key) throws SQLException {
        return tablesWhere(
                "EXISTS (SELECT 1 FROM regexp_matches(t::text, 'v2[.]([0-9a-f]{8})[.][A-Za-z0-9_-]{80,}', 'g') m"
                        + " WHERE m[1] <> ALL(?))",
                key);
    }

    private String keyOf(String query) throws SQLException {
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1).split("[.]")[1];
        }
    }

    private List<String> tablesWhere(String condition, Object... values) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = connection.createStatement().executeQuery("""
                    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                    WHERE schemaname IN ('admin', 'conversation', 'channel', 'ai', 'memory')
                    """)) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            assertThat(tables).hasSizeGreaterThan(30);
            for (String table : tables) {
                try (PreparedStatement query =
                        connection.prepareStatement("SELECT count(*) FROM " + table + " t WHERE " + condition)) {
                    query.setArray(1, connection.createArrayOf("text", values));
                    ResultSet row = query.executeQuery();
                    row.next();
                    if (row.getLong(1) > 0) {
                        found.add(table);
                    }
                }
            }
        }
        return found;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(suite.jdbc(), "postgres", suite.databasePassword());
    }

    private List<String> recordsWith(List<String> secrets) {
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", suite.kafka()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    String value = record.value() == null ? "" : record.value();
                    if (secrets.stream().anyMatch(value::contains)) {
                        found.add(record.topic() + " at " + record.offset());
                    }
                });
            }
        }
        return found;
    }
}
