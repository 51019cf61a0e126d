package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
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
    private final MessageKeys keys;
    private final Messages messages;
    private final Reception reception;
    private final Clock clock;

    SayAsVisitor(
            Conversations conversations,
            RecordReceived recordReceived,
            MessageKeys keys,
            Messages messages,
            Reception reception,
            Clock clock) {
        this.conversations = conversations;
        this.recordReceived = recordReceived;
        this.keys = keys;
        this.messages = messages;
        this.reception = reception;
        this.clock = clock;
    }

    /// @param customerId whose conversation it is, where the guest is not proven to be its owner
    /// @param key the client's own id of the message, in the same scope as a socket's
    public record Saying(
            UUID conversationId,
            @Nullable UUID customerId,
            String body,
            String key,
            @Nullable Instant sentAt,
            Map<String, String> metadata) {}

    @Transactional
    public Mono<Posted> say(Guest guest, Saying saying) {
        return conversationOf(guest, saying)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(conversation -> {
                    reception.admit(guest, conversation.address().inboxId());
                    return record(conversation, saying);
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

    private Mono<Posted> record(Conversation conversation, Saying saying) {
        MessageReceived said = new MessageReceived.Said(
                Ids.next(),
                conversation.accountId(),
                conversation.address(),
                clock.instant(),
                saying.key(),
                Profile.NOTHING,
                saying.body(),
                List.of(),
                saying.sentAt(),
                saying.metadata());
        return Mono.deferContextual(
                        context -> recordReceived.record(List.of(new Received<>(said, Trace.header(context)))))
                .then(Mono.defer(() -> recorded(conversation, saying)));
    }

    private Mono<Posted> recorded(Conversation conversation, Saying saying) {
        DeduplicationKey name =
                DeduplicationKey.ofSender(conversation.accountId(), conversation.address(), saying.key());
        return keys.named(List.of(name))
                .mapNotNull(found -> found.get(name))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .filter(key -> key.isOf(saying.body(), List.of()))
                .switchIfEmpty(Mono.error(() -> reused(saying.key())))
                .flatMap(key -> posted(conversation, key));
    }

    private Mono<Posted> posted(Conversation conversation, MessageKey key) {
        return messages.at(List.of(key)).singleOrEmpty().map(message -> new Posted(message, conversation));
    }

    private static Problem reused(String key) {
        return Problem.of(ProblemCode.MESSAGE_ID_REUSED, "The key " + key + " was used for another message before")
                .advise("Use a new key for each message, and the same one only to repeat it.");
    }
}
