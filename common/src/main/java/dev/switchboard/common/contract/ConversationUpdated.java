package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation was created, or its state changed. Keyed by conversation, ordered by `version`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = ConversationUpdated.Unknown.class)
public sealed interface ConversationUpdated extends Fact {
    String TOPIC = "conversation.updated";

    UUID conversationId();

    long version();

    @Override
    default String key() {
        return conversationId().toString();
    }

    /// @param number the ticket number, counted up in each account
    @JsonTypeName("conversation.created.v1")
    record Created(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            long number,
            Address address,
            UUID customerId,
            Owner owner,
            long leaseEpoch,
            @Nullable String subject)
            implements ConversationUpdated {}

    /// @param status new, open, pending_customer, snoozed, resolved or closed
    @JsonTypeName("conversation.status_changed.v1")
    record StatusChanged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            String status,
            Author by)
            implements ConversationUpdated {}

    /// @param priority low, medium, high or urgent
    @JsonTypeName("conversation.priority_changed.v1")
    record PriorityChanged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            String priority,
            Author by)
            implements ConversationUpdated {}

    @JsonTypeName("conversation.tagged.v1")
    record Tagged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            List<String> tags,
            Author by)
            implements ConversationUpdated {}

    /// The desk has seen everything, or something new waits for it.
    @JsonTypeName("conversation.read_changed.v1")
    record ReadChanged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            boolean read,
            Author by)
            implements ConversationUpdated {}

    /// The one speaker changed: bot, queue or agent.
    ///
    /// @param agentId the assignee, when a person owns the conversation or is asked to take it from the queue
    /// @param reason why, in words for the desk
    @JsonTypeName("conversation.owner_changed.v1")
    record OwnerChanged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            Owner owner,
            long leaseEpoch,
            @Nullable UUID agentId,
            @Nullable String agentName,
            Author by,
            String reason)
            implements ConversationUpdated {}

    /// A detail changed; the others are told as they stand.
    ///
    /// @param changed subject, attributes, snoozed_until or archived
    /// @param snoozedUntil when it wakes by itself
    @JsonTypeName("conversation.details_changed.v1")
    record DetailsChanged(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            String changed,
            @Nullable String subject,
            @Nullable Instant snoozedUntil,
            boolean archived,
            Author by)
            implements ConversationUpdated {}

    /// A message of the desk names colleagues.
    @JsonTypeName("conversation.mentioned.v1")
    record Mentioned(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            UUID messageId,
            List<UUID> userIds,
            Author by)
            implements ConversationUpdated {}

    /// A promise to the customer was not kept in time.
    ///
    /// @param target first_response or resolution
    @JsonTypeName("conversation.sla_breached.v1")
    record SlaBreached(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            long version,
            String target,
            Instant dueAt,
            UUID policyId,
            String policyName)
            implements ConversationUpdated {}

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt, long version)
            implements ConversationUpdated {}
}
