package dev.switchboard.emulators.intercom;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Macs;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// What Intercom tells, signed.
@Component
class Notifications {
    private final EmulatorSettings settings;
    private final JsonMapper json;

    Notifications(EmulatorSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Notification(
            String type, String topic, String id, String appId, long createdAt, int deliveryAttempts, Data data) {}

    private record Data(String type, Object item) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Conversation(String type, String id, Part source, Contacts contacts, Parts conversationParts) {}

    record Contacts(String type, List<ContactRef> contacts) {}

    record ContactRef(String type, String id) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Parts(String type, List<Part> conversationParts, int totalCount) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Part(
            String type,
            String id,
            @Nullable String partType,
            @Nullable String deliveredAs,
            String body,
            long createdAt,
            Author author,
            List<File> attachments) {
        static Part source(String id, String html, Author author, List<File> files) {
            return new Part("conversation", id, null, "customer_initiated", html, now(), author, files);
        }

        static Part comment(String id, String html, Author author, List<File> files) {
            return new Part("conversation_part", id, "comment", null, html, now(), author, files);
        }
    }

    @JsonInclude(Include.NON_NULL)
    record Author(
            String type,
            String id,
            @Nullable String name,
            @Nullable String email) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record File(String type, String name, String url, String contentType) {}

    /// @param parts newest last
    Conversation conversation(String id, String customer, Part source, List<Part> parts) {
        return new Conversation(
                "conversation",
                id,
                source,
                new Contacts("contact.list", List.of(new ContactRef("contact", customer))),
                new Parts("conversation_part.list", parts, parts.size()));
    }

    Hooks.Call call(String topic, Object item) {
        EmulatorSettings.Intercom own = settings.intercom();
        byte[] body = json.writeValueAsBytes(new Notification(
                "notification_event",
                topic,
                "notif_" + UUID.randomUUID(),
                own.workspaceId(),
                now(),
                1,
                new Data("notification_event_data", item)));
        return Hooks.Call.json(
                "/api/intercom/webhook", Map.of("X-Hub-Signature", sign(body, own.clientSecret())), body);
    }

    static String sign(byte[] body, String secret) {
        return "sha1=" + HexFormat.of().formatHex(Macs.of("HmacSHA1", secret, body));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
