package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.UUID;

/// Somebody did something to a conversation from a tool beside Switchboard: a button in Slack, a comment on a linked
/// issue. Keyed by conversation. It is not done yet: conversation-service does it, or drops it where the conversation
/// is gone.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = IntegrationActed.Unknown.class)
public sealed interface IntegrationActed extends Fact {
    String TOPIC = "integration.acted";

    UUID conversationId();

    @Override
    default String key() {
        return conversationId().toString();
    }

    /// Something for colleagues to read, recorded as a note.
    ///
    /// @param body plain text or Markdown, at most 64 KB
    @JsonTypeName("integration.noted.v1")
    record Noted(UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt, Author by, String body)
            implements IntegrationActed {}

    /// @param status open or closed
    @JsonTypeName("integration.status_set.v1")
    record StatusSet(UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt, Author by, String status)
            implements IntegrationActed {}

    /// The agent takes the conversation.
    ///
    /// @param by with the user's number
    @JsonTypeName("integration.taken.v1")
    record Taken(UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt, Author by)
            implements IntegrationActed {}

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt) implements IntegrationActed {}
}
