package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody began or stopped writing. Short-lived: never stored, kept on the topic for a minute.
///
/// @param inReplyTo the question the bot works on, so that a late fact is recognised
/// @param leaseEpoch the epoch under which the bot writes; readers drop an older one
public record TypingChanged(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        Author by,
        boolean typing,
        @Nullable UUID inReplyTo,
        @Nullable Long leaseEpoch)
        implements Fact {
    public static final String TOPIC = "typing.changed";

    @Override
    public String key() {
        return conversationId.toString();
    }
}
