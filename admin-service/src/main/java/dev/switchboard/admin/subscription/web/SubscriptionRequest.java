package dev.switchboard.admin.subscription.web;

import dev.switchboard.admin.subscription.Wanted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A subscription as clients ask for it: in `event_subscription` or bare, with `url` and `event_types`, or with
/// `webhook_url` and `scope`.
///
/// @param scope names apart by blanks or commas, or `all`
/// @param inboxId the only inbox to be told of
/// @param format netia or amoiq; where it is absent, how the names are written tells
@JsonNaming(SnakeCaseStrategy.class)
record SubscriptionRequest(
        @Valid @Nullable SubscriptionRequest eventSubscription,
        @Size(max = 2048) @Nullable String url,
        @Size(max = 2048) @Nullable String webhookUrl,
        @Size(max = 50) @Nullable List<@Size(max = 100) @Nullable String> eventTypes,
        @Size(max = 2000) @Nullable String scope,
        @Size(max = 20) @Nullable String format,
        @Nullable UUID inboxId) {
    Wanted wanted() {
        if (eventSubscription != null) {
            return eventSubscription.wanted();
        }
        return Wanted.of(url, webhookUrl, eventTypes, scope, format).of(inboxId);
    }
}
