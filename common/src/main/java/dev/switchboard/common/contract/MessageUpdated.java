package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something about a recorded message changed, or a repeat of it was recognised. Keyed by conversation.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = MessageUpdated.Unknown.class)
public sealed interface MessageUpdated extends Fact {
    String TOPIC = "message.updated";

    UUID conversationId();

    @Override
    default String key() {
        return conversationId().toString();
    }

    /// @param kind that of the message: a note's new words are for colleagues only; absent where it is no note
    @JsonTypeName("message.edited.v1")
    record Edited(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            UUID messageId,
            String body,
            MessageCreated.@Nullable Kind kind)
            implements MessageUpdated {
        public Edited(
                UUID eventId,
                UUID accountId,
                UUID conversationId,
                Instant occurredAt,
                long version,
                UUID messageId,
                String body) {
            this(eventId, accountId, conversationId, occurredAt, version, messageId, body, null);
        }
    }

    /// The message keeps its place without its words.
    ///
    /// @param kind that of the message; absent where it is no note
    @JsonTypeName("message.deleted.v1")
    record Deleted(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            UUID messageId,
            MessageCreated.@Nullable Kind kind)
            implements MessageUpdated {
        public Deleted(
                UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt, long version, UUID messageId) {
            this(eventId, accountId, conversationId, occurredAt, version, messageId, null);
        }
    }

    /// Everything up to `seq` was seen by the customer or by the desk.
    @JsonTypeName("message.seen.v1")
    record Seen(
            UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt, long version, Author by, long seq)
            implements MessageUpdated {}

    /// A voice message has a text now, and with it is a question to whoever owns the conversation.
    ///
    /// @param question absent where an older release told it
    @JsonTypeName("message.transcribed.v1")
    record Transcribed(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            UUID messageId,
            String text,
            @Nullable Question question)
            implements MessageUpdated {
        /// What the voice message was when it was recorded; an answer to it carries this very epoch.
        public record Question(long seq, Owner owner, long leaseEpoch, Address address, UUID customerId) {}
    }

    /// @param reason plain words for the agent when the delivery failed
    @JsonTypeName("message.delivery_changed.v1")
    record DeliveryChanged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            UUID messageId,
            DeliveryUpdated.Status status,
            @Nullable String reason)
            implements MessageUpdated {}

    /// The same message came again from a socket: it is acknowledged again, nothing else happened.
    @JsonTypeName("message.repeated.v1")
    record Repeated(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            Address address,
            String deduplicationKey,
            UUID messageId,
            long seq)
            implements MessageUpdated {}

    /// A message was not recorded, for good: `code` is a `ProblemCode`, `detail` names what is wrong with it.
    /// `conversationId` is that of the message whose key it reuses, else the nil UUID: there is none.
    @JsonTypeName("message.refused.v1")
    record Refused(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            Address address,
            String deduplicationKey,
            String code,
            String detail)
            implements MessageUpdated {}

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt) implements MessageUpdated {}
}
