package dev.switchboard.conversation.retention;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.problem.Problem;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `{"retention_policy": {"days": 365, "action": "erase"}}`
record RetentionRequest(
        @JsonProperty("retention_policy") @Nullable Body policy) {
    record Body(@Nullable Integer days, @Nullable String action) {}

    RetentionPolicy of(UUID accountId, UUID inboxId, Instant now) {
        if (policy == null) {
            throw Problem.field("retention_policy", "can't be blank");
        }
        if (policy.days() == null || policy.days() < 1 || policy.days() > RetentionPolicy.MOST_DAYS) {
            throw Problem.field("days", "should be between 1 and " + RetentionPolicy.MOST_DAYS);
        }
        return new RetentionPolicy(accountId, inboxId, policy.days(), action(policy.action()), now);
    }

    private static RetentionPolicy.Action action(@Nullable String text) {
        try {
            return RetentionPolicy.Action.valueOf(text == null ? "" : text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.field("action", "should be erase or anonymise");
        }
    }
}
