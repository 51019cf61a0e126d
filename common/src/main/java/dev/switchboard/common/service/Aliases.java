package dev.switchboard.common.service;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the environment says under names that hosting platforms and Netia have for our settings, and what several of
/// ours say together, as properties of Spring. They count less than our own names.
public final class Aliases {
    private static final Set<String> SCHEMES = Set.of("ecto", "postgres", "postgresql");
    private static final String EXTENSION = """
            DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS %s SCHEMA public; \
            EXCEPTION WHEN unique_violation OR duplicate_object THEN NULL; END $$;""";

    private final Map<String, String> environment;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private Aliases(Map<String, String> environment) {
        this.environment = environment;
    }

    /// @throws IllegalArgumentException for an address that is none, naming its variable and not its password
    public static Map<String, String> of(Map<String, String> environment) {
        Aliases aliases = new Aliases(environment);
        aliases.database();
        aliases.databaseTls();
        aliases.kafka();
        aliases.put("REDIS_URL", aliases.given("REDIS_TLS_URL"));
        return aliases.properties;
    }

    private void database() {
        String url = given("DATABASE_URL");
        if (url == null) {
            return;
        }
        URI uri = uri(url);
        if (uri.getScheme() == null
                || !SCHEMES.contains(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawPath().length() < 2) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must read ecto://user:password@host:port/database (or postgres://)");
        }
        put("POSTGRES_HOST", uri.getHost());
        put("POSTGRES_PORT", Integer.toString(uri.getPort() < 0 ? 5432 : uri.getPort()));
        put("POSTGRES_DB", decoded(uri.getRawPath().substring(1)));
        String user = uri.getRawUserInfo();
        if (user != null) {
            String[] parts = user.split(":", 2);
            put("POSTGRES_USER", decoded(parts[0]));
            put("POSTGRES_PASSWORD", parts.length < 2 ? null : decoded(parts[1]));
            // one role owns every schema, so it makes them
            put("POSTGRES_CREATE_SCHEMAS", "true");
            put("spring.flyway.init-sqls[0]", EXTENSION.formatted("pg_trgm"));
            put("spring.flyway.init-sqls[1]", EXTENSION.formatted("unaccent"));
        }
        Map<String, String> query = query(uri.getRawQuery());
        if ("true".equals(query.get("ssl"))) {
            put("POSTGRES_SSLMODE", "require");
        }
        put("POSTGRES_SSLMODE", query.get("sslmode"));
    }

    private void databaseTls() {
        if ("true".equals(given("REQUIRE_DB_SSL"))) {
            properties.putIfAbsent("POSTGRES_SSLMODE", "require");
        }
        String mode = given("POSTGRES_SSLMODE");
        put("spring.r2dbc.properties.sslMode", mode == null ? properties.get("POSTGRES_SSLMODE") : mode);
        put("spring.flyway.jdbc-properties.sslmode", mode == null ? properties.get("POSTGRES_SSLMODE") : mode);
        put("spring.r2dbc.properties.sslRootCert", given("POSTGRES_SSLROOTCERT"));
        put("spring.flyway.jdbc-properties.sslrootcert", given("POSTGRES_SSLROOTCERT"));
    }

    private void kafka() {
        client("security.protocol", given("KAFKA_SECURITY_PROTOCOL"));
        String user = given("KAFKA_USERNAME");
        if (user != null) {
            String mechanism = given("KAFKA_SASL_MECHANISM") == null ? "PLAIN" : given("KAFKA_SASL_MECHANISM");
            client("sasl.mechanism", mechanism);
            client(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                            .formatted(
                                    "PLAIN".equals(mechanism) ? "plain.PlainLoginModule" : "scram.ScramLoginModule",
                                    quoted(user),
                                    quoted(String.valueOf(given("KAFKA_PASSWORD")))));
        }
        String authority = given("KAFKA_CA_FILE");
        if (authority != null) {
            client("ssl.truststore.type", "PEM");
            client("ssl.truststore.location", authority);
        }
    }

    /// Of our own clients, and of those of the binder.
    private void client(String name, @Nullable String value) {
        put("switchboard.messaging.client[" + name + "]", value);
        put("spring.cloud.stream.kafka.binder.configuration[" + name + "]", value);
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private @Nullable String given(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "DATABASE_URL is no address: what is special in its password has to be percent-encoded");
        }
    }

    private static Map<String, String> query(@Nullable String query) {
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> pair.length < 2 ? "" : decoded(pair[1]), (_, last) -> last));
    }

    /// A plus is a plus here.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
