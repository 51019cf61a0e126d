package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.attachment.Attachments;
import dev.switchboard.conversation.attachment.Uploaders;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.intake.RecordReceived;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.MessageKey;
import dev.switchboard.conversation.message.MessageKeys;
import dev.switchboard.conversation.message.Messages;
import dev.switchboard.conversation.message.PostMessage.Posted;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// A customer writes over HTTP, and it is recorded as what comes from a socket is: once, in order, for the same answer.
@Service
public class SayAsVisitor {
    private final Conversations conversations;
    private final RecordReceived recordReceived;
    private final Customers customers;
    private final MessageKeys keys;
    private final Messages messages;
    private final Attachments attachments;
    private final Reception reception;
    private final Clock clock;

    SayAsVisitor(
            Conversations conversations,
            RecordReceived recordReceived,
            Customers customers,
            MessageKeys keys,
            Messages messages,
            Attachments attachments,
            Reception reception,
            Clock clock) {
        this.conversations = conversations;
        this.recordReceived = recordReceived;
        this.customers = customers;
        this.keys = keys;
        this.messages = messages;
        this.attachments = attachments;
        this.reception = reception;
        this.clock = clock;
    }

    /// @param customerId whose conversation it is, where the guest is not proven to be its owner
    /// @param key the client's own id of the message, in the same scope as a socket's
    /// @param fileIds what a proven guest has uploaded
    public record Saying(
            UUID conversationId,
            @Nullable UUID customerId,
            String body,
            String key,
            @Nullable Instant sentAt,
            Map<String, String> metadata,
            List<UUID> fileIds) {
        public Saying(
                UUID conversationId,
                @Nullable UUID customerId,
                String body,
                String key,
                @Nullable Instant sentAt,
                Map<String, String> metadata) {
            this(conversationId, customerId, body, key, sentAt, metadata, List.of());
        }
    }

    @Transactional
    public Mono<Posted> say(Guest guest, Saying saying) {
        return conversationOf(guest, saying)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(conversation -> {
                    reception.admit(guest, conversation.address().inboxId());
                    return files(guest, saying)
                            .flatMap(files -> record(conversation, saying, files)
                                    .flatMap(posted -> attached(guest, saying, posted)));
                });
    }

    /// The same for an unknown conversation and for another's.
    private Mono<Conversation> conversationOf(Guest guest, Saying saying) {
        if (guest.isProven()) {
            return conversations
                    .byId(guest.accountId(), saying.conversationId())
                    .filter(guest::owns);
        }
        return saying.customerId() == null
                ? Mono.empty()
                : conversations
                        .onWebOf(saying.conversationId(), saying.customerId())
                        .filter(conversation -> conversation.accountId().equals(guest.accountId()));
    }

    private Mono<List<Attachment>> files(Guest guest, Saying saying) {
        if (saying.fileIds().isEmpty()) {
            return Mono.just(List.of());
        }
        String proven = guest.proven();
        return proven == null
                ? Mono.error(Problem.field("file_ids", "need the session token with which they were uploaded"))
                : attachments.ofUploader(guest.accountId(), Uploaders.visitor(proven), saying.fileIds());
    }

    private Mono<Posted> attached(Guest guest, Saying saying, Posted posted) {
        String proven = guest.proven();
        return proven == null || saying.fileIds().isEmpty()
                ? Mono.just(posted)
                : attachments
                        .attach(
                                guest.accountId(),
                                Uploaders.visitor(proven),
                                saying.fileIds(),
                                posted.message().id())
                        .thenReturn(posted);
    }

    private Mono<Posted> record(Conversation conversation, Saying saying, List<Attachment> files) {
        MessageReceived said = new MessageReceived.Said(
                Ids.next(),
                conversation.accountId(),
                conversation.address(),
                clock.instant(),
                saying.key(),
                Profile.NOTHING,
                saying.body(),
                files,
                saying.sentAt(),
                saying.metadata());
        return Mono.deferContextual(
                        context -> recordReceived.record(List.of(new Received<>(said, Trace.header(context)))))
                .then(Mono.defer(() -> recorded(conversation, saying, files)));
    }

    private Mono<Posted> recorded(Conversation conversation, Saying saying, List<Attachment> files) {
        DeduplicationKey name =
                DeduplicationKey.ofSender(conversation.accountId(), conversation.address(), saying.key());
        return keys.named(List.of(name))
                .mapNotNull(found -> found.get(name))
                .switchIfEmpty(Mono.defer(() -> refused(conversation)))
                .filter(key -> key.isOf(saying.body(), files))
                .switchIfEmpty(Mono.error(() -> reused(saying.key())))
                .flatMap(key -> posted(conversation, key));
    }

    /// What was not recorded although its conversation is known comes from somebody blocked.
    private Mono<MessageKey> refused(Conversation conversation) {
        return customers
                .byId(conversation.accountId(), conversation.customerId())
                .filter(Customer::isBlocked)
                .flatMap(_ -> Mono.<MessageKey>error(
                        () -> Problem.of(ProblemCode.FORBIDDEN, "The account takes no messages from this sender")))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")));
    }

    private Mono<Posted> posted(Conversation conversation, MessageKey key) {
        return messages.at(List.of(key)).singleOrEmpty().map(message -> new Posted(message, conversation));
    }

    private static Problem reused(String key) {
        return Problem.of(ProblemCode.MESSAGE_ID_REUSED, "The key " + key + " was used for another message before")
                .advise("Use a new key for each message, and the same one only to repeat it.");
    }
}
