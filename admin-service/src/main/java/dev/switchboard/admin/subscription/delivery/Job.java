package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.admin.subscription.SigningSecret;
import dev.switchboard.common.secret.SecretBox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The next delivery of a lane that this worker holds.
///
/// @param secret sealed
/// @param failing whether the subscription's last call failed
/// @param attempts made before
record Job(
        UUID id,
        UUID accountId,
        UUID subscriptionId,
        UUID lane,
        String url,
        String secret,
        @Nullable String previousSecret,
        @Nullable Instant previousUntil,
        boolean failing,
        String body,
        int attempts,
        @Nullable Instant firstAttemptAt,
        String traceparent) {
    List<SigningSecret> secrets(SecretBox box, Instant now) {
        boolean both = previousUntil != null && now.isBefore(previousUntil);
        return Stream.of(secret, both ? previousSecret : null)
                .filter(Objects::nonNull)
                .map(text -> new SigningSecret(box.open(text, SigningSecret.context(accountId, subscriptionId))))
                .toList();
    }

    /// When to try again after a failure at `now`; null when it is dead.
    @Nullable
    Instant next(Instant now, Duration pause, Duration giveUp) {
        Instant end = (firstAttemptAt == null ? now : firstAttemptAt).plus(giveUp);
        if (!now.isBefore(end)) {
            return null;
        }
        Instant next = now.plus(pause);
        return next.isAfter(end) ? end : next;
    }

    @Override
    public String toString() {
        return "Job[id=" + id + "]";
    }
}
