package dev.switchboard.standalone;

import dev.switchboard.admin.AdminServiceApplication;
import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.gateway.GatewayApplication;
import dev.switchboard.memory.MemoryServiceApplication;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The services of the suite, in the order in which they are listed. Each but the gateway owns a schema.
enum Service {
    GATEWAY("gateway", GatewayApplication.class, 8080),
    CONVERSATION("conversation-service", ConversationServiceApplication.class, 8101),
    CHANNEL("channel-service", ChannelServiceApplication.class, 8102),
    AI("ai-service", AiServiceApplication.class, 8103),
    MEMORY("memory-service", MemoryServiceApplication.class, 8104),
    ADMIN("admin-service", AdminServiceApplication.class, 8105);

    private static final int GATEWAY_MANAGEMENT = 8100;

    private final String title;
    private final Class<?> application;
    private final int basePort;

    Service(String title, Class<?> application, int basePort) {
        this.title = title;
        this.application = application;
        this.basePort = basePort;
    }

    static Service named(String title) {
        return Arrays.stream(values())
                .filter(service -> service.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no service `" + title + "`; the services are "
                        + Arrays.stream(values()).map(Service::title).collect(Collectors.joining(", ")) + "."));
    }

    String title() {
        return title;
    }

    Class<?> application() {
        return application;
    }

    /// The package of all its code, with the last dot.
    String root() {
        return application.getPackageName() + ".";
    }

    int basePort() {
        return basePort;
    }

    /// Where health and metrics answer: the gateway keeps them off its public port.
    int baseManagementPort() {
        return this == GATEWAY ? GATEWAY_MANAGEMENT : basePort;
    }

    /// The schema, the role and the word in `CONVERSATION_URL`.
    Optional<String> schema() {
        return this == GATEWAY
                ? Optional.empty()
                : Optional.of(title.substring(0, title.length() - "-service".length()));
    }
}
