package dev.switchboard.admin.subscription.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.admin.subscription.EventType;
import dev.switchboard.admin.subscription.SigningSecret;
import dev.switchboard.admin.subscription.Subscription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A subscription in both shapes that clients know.
///
/// @param state active, paused or disabled
/// @param reason why it is disabled, or not verified
/// @param secret only in the answer that has made it
@JsonNaming(SnakeCaseStrategy.class)
record SubscriptionView(
        UUID id,
        String object,
        UUID accountId,
        String url,
        String webhookUrl,
        List<String> eventTypes,
        String scope,
        String format,
        @Nullable UUID inboxId,
        boolean verified,
        String state,
        @Nullable String reason,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {
    record One(SubscriptionView data) {}

    record Many(List<SubscriptionView> data) {}

    static One of(Subscription subscription) {
        return new One(view(subscription, null));
    }

    static One of(Subscription subscription, SigningSecret secret) {
        return new One(view(subscription, secret.text()));
    }

    static SubscriptionView view(Subscription subscription, @Nullable String secret) {
        List<String> names = subscription.eventTypes().stream()
                .map((EventType type) -> type.name(subscription.format()))
                .toList();
        return new SubscriptionView(
                subscription.id(),
                "event_subscription",
                subscription.accountId(),
                subscription.url(),
                subscription.url(),
                names,
                String.join(" ", names),
                subscription.format().wire(),
                subscription.inboxId(),
                subscription.verifiedAt() != null,
                subscription.state().name().toLowerCase(Locale.ROOT),
                subscription.reason(),
                subscription.createdAt().truncatedTo(ChronoUnit.MILLIS),
                subscription.updatedAt().truncatedTo(ChronoUnit.MILLIS),
                secret);
    }
}
