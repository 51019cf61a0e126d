package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody began or stopped writing. Short-lived: never stored, kept on the topic for a minute.
///
/// @param inReplyTo the question the bot works on, so that a late fact is recognised
/// @param leaseEpoch the epoch under which the bot writes; readers drop an older one
/// @param partial what the bot will say as far as it is checked: whole sentences, in place of what was told before; the
/// message itself takes the place of all of it
public record TypingChanged(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        Author by,
        boolean typing,
        @Nullable UUID inReplyTo,
        @Nullable Long leaseEpoch,
        @Nullable String partial)
        implements Fact {
    public static final String TOPIC = "typing.changed";

    public TypingChanged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            Author by,
            boolean typing,
            @Nullable UUID inReplyTo,
            @Nullable Long leaseEpoch) {
        this(eventId, accountId, conversationId, occurredAt, by, typing, inReplyTo, leaseEpoch, null);
    }

    @Override
    public String key() {
        return conversationId.toString();
    }
}
