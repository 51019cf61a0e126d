package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came from outside and is not recorded yet. Keyed by account, channel and sender's identity, always, so
/// that one sender's messages keep their order.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = MessageReceived.Unknown.class)
public sealed interface MessageReceived extends Fact {
    String TOPIC = "message.received";

    Address address();

    @Override
    default String key() {
        return address().senderKey(accountId());
    }

    /// A customer wrote.
    ///
    /// @param deduplicationKey the provider's or the client's own message id; with the same body it has one
    ///     effect, with another body it is refused
    /// @param sentAt the sender's clock, kept for display
    @JsonTypeName("message.said.v1")
    record Said(
            UUID eventId,
            UUID accountId,
            Address address,
            Instant occurredAt,
            String deduplicationKey,
            Profile profile,
            String body,
            List<Attachment> attachments,
            @Nullable Instant sentAt,
            Map<String, String> metadata)
            implements MessageReceived {
        /// The same, said in another place.
        public Said at(Address place) {
            return new Said(
                    eventId,
                    accountId,
                    place,
                    occurredAt,
                    deduplicationKey,
                    profile,
                    body,
                    attachments,
                    sentAt,
                    metadata);
        }

        /// The same with other content.
        public Said holding(String words, List<Attachment> files) {
            return new Said(
                    eventId, accountId, address, occurredAt, deduplicationKey, profile, words, files, sentAt, metadata);
        }
    }

    /// The sender changed a message that was said before.
    @JsonTypeName("message.corrected.v1")
    record Corrected(
            UUID eventId, UUID accountId, Address address, Instant occurredAt, String deduplicationKey, String body)
            implements MessageReceived {}

    /// Somebody has listened to a voice message that was recorded under this key. `owner` and `leaseEpoch` are those of
    /// the moment it was recorded, copied from its fact.
    ///
    /// @param text the sender's own words, never blank
    @JsonTypeName("voice.transcribed.v1")
    record Transcribed(
            UUID eventId,
            UUID accountId,
            Address address,
            Instant occurredAt,
            String deduplicationKey,
            String text,
            Owner owner,
            long leaseEpoch)
            implements MessageReceived {}

    /// The customer has seen everything up to `seq`, or everything where it is absent.
    @JsonTypeName("message.viewed.v1")
    record Viewed(
            UUID eventId,
            UUID accountId,
            Address address,
            Instant occurredAt,
            @Nullable Long seq) implements MessageReceived {}

    /// The customer asked for a person.
    @JsonTypeName("person.asked.v1")
    record PersonAsked(UUID eventId, UUID accountId, Address address, Instant occurredAt, Profile profile)
            implements MessageReceived {}

    /// The business wrote outside of Switchboard (the provider's own inbox, a direct send); it is recorded, not sent.
    @JsonTypeName("message.sent_outside.v1")
    record SentOutside(
            UUID eventId,
            UUID accountId,
            Address address,
            Instant occurredAt,
            String deduplicationKey,
            Author author,
            String body,
            List<Attachment> attachments)
            implements MessageReceived {
        /// The same with other content.
        public SentOutside holding(String words, List<Attachment> files) {
            return new SentOutside(eventId, accountId, address, occurredAt, deduplicationKey, author, words, files);
        }
    }

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, Address address, Instant occurredAt) implements MessageReceived {}
}
