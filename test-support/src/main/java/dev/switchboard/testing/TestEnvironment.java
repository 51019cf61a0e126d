package dev.switchboard.testing;

import dev.switchboard.embedded.DatabaseServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Gives a service under test the environment that `standalone` gives it. Its name is its application class's:
/// `ConversationServiceApplication` is `conversation-service`, with the schema and role `conversation`.
class TestEnvironment implements EnvironmentPostProcessor, Ordered {
    static final String MARKER = "switchboard.test";
    static final String SECRET_KEY_BASE = "test-test-test-test-test-test-test-test-test";
    private static final String PASSWORD = "test";
    /// Long enough for a busy machine, whose consumers take seconds to share their partitions.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty(MARKER) == null) {
            return;
        }
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Awaitility.setDefaultTimeout(PATIENCE);
        Map<String, Object> properties = new HashMap<>(of(name(application)));
        environment.getPropertySources().addFirst(new MapPropertySource("switchboard-test", properties));
    }

    /// The properties with which a service finds the test's servers; for tests that start one by hand.
    static Map<String, String> of(String service) {
        TestTopics.recreate(TestServers.kafka());
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.config.name", service);
        properties.put("spring.application.name", service);
        properties.put("SECRET_KEY_BASE", SECRET_KEY_BASE);
        properties.put("KAFKA_BOOTSTRAP", TestServers.kafka());
        // consumers that take their time take less of a test's
        properties.put("spring.cloud.stream.kafka.binder.consumer-properties.fetch.max.wait.ms", "100");
        properties.put("spring.main.banner-mode", "off");
        if (service.endsWith("-service")) {
            String schema = service.substring(0, service.length() - "-service".length());
            String database = TestServers.freshDatabase(service);
            DatabaseServer server = TestServers.postgres();
            server.createSchemas(database, List.of(new DatabaseServer.Owner(schema, PASSWORD)));
            properties.put("POSTGRES_HOST", server.host());
            properties.put("POSTGRES_PORT", Integer.toString(server.port()));
            properties.put("POSTGRES_DB", database);
            properties.put("POSTGRES_PASSWORD", PASSWORD);
        }
        return properties;
    }

    private static String name(SpringApplication application) {
        return application.getAllSources().stream()
                .filter(Class.class::isInstance)
                .map(source -> ((Class<?>) source).getSimpleName())
                .filter(name -> name.endsWith("Application"))
                .map(name -> name.replaceAll("Application$", "").replaceAll("(?<=.)([A-Z])", "-$1"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no class named *Application among the test's classes"));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
