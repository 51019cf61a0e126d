package dev.switchboard.common.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesTests {
    @ParameterizedTest
    @ValueSource(strings = {"ecto", "postgres", "postgresql"})
    void aDatabaseUrlSaysWhereWhatAndWho(String scheme) {
        assertThat(Aliases.of(Map.of("DATABASE_URL", scheme + "://sw:p%40ss+word@db.example.com:6543/desk?ssl=true")))
                .contains(
                        entry("POSTGRES_HOST", "db.example.com"),
                        entry("POSTGRES_PORT", "6543"),
                        entry("POSTGRES_DB", "desk"),
                        entry("POSTGRES_USER", "sw"),
                        entry("POSTGRES_PASSWORD", "p@ss+word"),
                        entry("POSTGRES_CREATE_SCHEMAS", "true"),
                        entry("spring.r2dbc.properties.sslMode", "require"),
                        entry("spring.flyway.jdbc-properties.sslmode", "require"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://a:b@c/d", "ecto://c", "not an address", "postgres://a:b c@d/e"})
    void whatIsNoDatabaseUrlIsRefusedWithoutTellingThePassword(String url) {
        assertThatThrownBy(() -> Aliases.of(Map.of("DATABASE_URL", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("b c");
    }

    @Test
    void kafkaIsEncryptedAndLoggedInTo() {
        Map<String, String> properties = Aliases.of(Map.of(
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_USERNAME", "sw",
                "KAFKA_PASSWORD", "say \"hi\"",
                "KAFKA_CA_FILE", "/etc/kafka/ca.pem"));
        for (String of :
                new String[] {"switchboard.messaging.client", "spring.cloud.stream.kafka.binder.configuration"}) {
            assertThat(properties)
                    .contains(
                            entry(of + "[security.protocol]", "SASL_SSL"),
                            entry(of + "[sasl.mechanism]", "SCRAM-SHA-512"),
                            entry(
                                    of + "[sasl.jaas.config]",
                                    "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                            + " username=\"sw\" password=\"say \\\"hi\\\"\";"),
                            entry(of + "[ssl.truststore.type]", "PEM"),
                            entry(of + "[ssl.truststore.location]", "/etc/kafka/ca.pem"));
        }
    }

    @Test
    void nothingIsSaidOfWhatIsNotGiven() {
        assertThat(Aliases.of(Map.of("DATABASE_URL", " ", "PATH", "/bin"))).isEmpty();
        assertThat(Aliases.of(Map.of("REQUIRE_DB_SSL", "true", "REDIS_TLS_URL", "rediss://r:6380")))
                .containsOnly(
                        entry("POSTGRES_SSLMODE", "require"),
                        entry("spring.r2dbc.properties.sslMode", "require"),
                        entry("spring.flyway.jdbc-properties.sslmode", "require"),
                        entry("REDIS_URL", "rediss://r:6380"));
    }
}
