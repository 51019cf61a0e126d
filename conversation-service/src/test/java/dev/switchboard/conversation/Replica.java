package dev.switchboard.conversation;

import dev.switchboard.common.service.Services;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// A second conversation-service beside the one under test, on the same database and broker.
public final class Replica {
    private static final List<String> SHARED = List.of(
            "SECRET_KEY_BASE", "KAFKA_BOOTSTRAP", "POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_DB", "POSTGRES_PASSWORD");

    private Replica() {}

    public static ConfigurableApplicationContext of(Environment first, String... settings) {
        List<String> properties = new ArrayList<>(List.of(settings));
        properties.add("server.port=0");
        SHARED.forEach(name -> properties.add(name + "=" + first.getRequiredProperty(name)));
        return Services.start(
                ConversationServiceApplication.class, "conversation-service", properties.toArray(String[]::new));
    }
}
