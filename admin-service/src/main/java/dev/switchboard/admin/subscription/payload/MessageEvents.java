package dev.switchboard.admin.subscription.payload;

import dev.switchboard.admin.subscription.EventType;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages. Notes are told in Netia's format only, as `private`: Amoiq's has no way to say it.
public final class MessageEvents {
    private MessageEvents() {}

    public static Event of(MessageCreated message) {
        return new Event(
                message.accountId(),
                EventType.MESSAGE_CREATED,
                message.conversationId(),
                message.version(),
                message.conversationId(),
                message.customerId(),
                message.address().inboxId(),
                message.occurredAt(),
                NetiaMessage.of(message),
                message.visibleToCustomer() ? AmoiqMessage.of(message) : null);
    }

    /// Empty for what no subscriber is told: that a message was seen, or came twice.
    public static Optional<Event> of(MessageUpdated update) {
        return switch (update) {
            case MessageUpdated.Edited edited ->
                Optional.of(event(
                        EventType.MESSAGE_UPDATED,
                        edited,
                        edited.conversationId(),
                        edited.version(),
                        new Change(edited, edited.messageId(), edited.version(), note(edited.kind()))
                                .body(edited.body())));
            case MessageUpdated.Deleted deleted ->
                Optional.of(event(
                        EventType.MESSAGE_DELETED,
                        deleted,
                        deleted.conversationId(),
                        deleted.version(),
                        new Change(deleted, deleted.messageId(), deleted.version(), note(deleted.kind())).gone()));
            case MessageUpdated.Transcribed transcribed ->
                Optional.of(event(
                        EventType.MESSAGE_UPDATED,
                        transcribed,
                        transcribed.conversationId(),
                        transcribed.version(),
                        new Change(transcribed, transcribed.messageId(), transcribed.version(), false)
                                .transcript(transcribed.text())));
            case MessageUpdated.DeliveryChanged delivery ->
                Optional.of(event(
                        EventType.MESSAGE_UPDATED,
                        delivery,
                        delivery.conversationId(),
                        delivery.version(),
                        new Change(delivery, delivery.messageId(), delivery.version(), false)
                                .delivery(delivery.status().name().toLowerCase(Locale.ROOT), delivery.reason())));
            case MessageUpdated.Seen _, MessageUpdated.Repeated _, MessageUpdated.Refused _, MessageUpdated.Unknown _ ->
                Optional.empty();
        };
    }

    private static boolean note(MessageCreated.@Nullable Kind kind) {
        return kind == MessageCreated.Kind.NOTE;
    }

    private static Event event(EventType type, Fact fact, UUID conversation, long version, MessageChange change) {
        return new Event(
                fact.accountId(),
                type,
                conversation,
                version,
                conversation,
                null,
                null,
                fact.occurredAt(),
                change,
                Boolean.TRUE.equals(change.isPrivate()) ? null : AmoiqChange.of(change));
    }

    private record Change(MessageUpdated fact, UUID message, long version, boolean note) {
        MessageChange body(String body) {
            return change(body, null, null, null, null);
        }

        MessageChange gone() {
            return change(null, true, null, null, null);
        }

        MessageChange transcript(String text) {
            return change(null, null, text, null, null);
        }

        MessageChange delivery(String status, @Nullable String reason) {
            return change(null, null, null, status, reason);
        }

        private MessageChange change(
                @Nullable String body,
                @Nullable Boolean deleted,
                @Nullable String transcript,
                @Nullable String status,
                @Nullable String reason) {
            return new MessageChange(
                    message,
                    "message",
                    fact.conversationId(),
                    fact.accountId(),
                    PayloadJson.time(fact.occurredAt()),
                    version,
                    note ? true : null,
                    body,
                    deleted,
                    transcript,
                    status,
                    reason);
        }
    }

    static String senderType(Author.Kind kind) {
        return switch (kind) {
            case CUSTOMER -> "user";
            case AGENT -> "agent";
            case BOT, SYSTEM -> "bot";
        };
    }
}
