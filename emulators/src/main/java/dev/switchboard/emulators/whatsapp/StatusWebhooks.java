package dev.switchboard.emulators.whatsapp;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// Tells the business what becomes of its messages: sent, delivered, read, or that it failed.
@Component
class StatusWebhooks {
    record Message(String id, String to, @Nullable String callbackData, boolean undelivered) {}

    private final EmulatorSettings settings;
    private final Webhooks webhooks;
    private final Hooks hooks;

    StatusWebhooks(EmulatorSettings settings, Webhooks webhooks, Hooks hooks) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.hooks = hooks;
    }

    void follow(Message message) {
        List<String> course = message.undelivered() ? List.of("sent", "failed") : List.of("sent", "delivered", "read");
        hooks.follow(Flux.fromIterable(course).map(status -> webhooks.call(payload(message, status))));
    }

    private CloudPayload payload(Message message, String status) {
        return CloudPayload.of(
                settings.whatsapp(),
                new CloudPayload.Status(
                        message.id(),
                        status,
                        Long.toString(Instant.now().getEpochSecond()),
                        message.to(),
                        message.callbackData(),
                        status.equals("failed") ? List.of(undeliverable()) : null));
    }

    private static CloudPayload.Error undeliverable() {
        return new CloudPayload.Error(
                131026,
                "Message undeliverable",
                "Message undeliverable",
                new CloudPayload.ErrorData("Message Undeliverable."));
    }
}
