package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Message.Editor;
import dev.switchboard.conversation.message.PostMessage.Posted;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// The desk rewrites or takes back what it wrote. Pages are told; a provider that has sent it already is not, which
/// the message's `propagated` says.
@Service
public class EditMessage {
    private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND, "Not found");

    private final Conversations conversations;
    private final MessageKeys keys;
    private final Messages messages;
    private final Ledgers ledgers;
    private final Clock clock;

    EditMessage(Conversations conversations, MessageKeys keys, Messages messages, Ledgers ledgers, Clock clock) {
        this.conversations = conversations;
        this.keys = keys;
        this.messages = messages;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /// A message under the lock of its conversation.
    private record Held(MessageKey key, Message message, Conversation conversation) {
        /// The kind where it is nobody's business outside.
        MessageCreated.@Nullable Kind secret() {
            return message.visibleToCustomer() ? null : message.kind();
        }

        /// Nobody outside was ever told of a note.
        @Nullable
        Boolean propagated() {
            return message.visibleToCustomer() ? conversation.address().channel() == Channel.WEB : null;
        }
    }

    @Transactional
    public Mono<Posted> edit(UUID accountId, UUID messageId, Editor by, String body) {
        return held(accountId, messageId).flatMap(held -> {
            if (!held.message().mayBeEditedBy(by)) {
                return Mono.error(notTheirs());
            }
            if (held.message().isDeleted()) {
                return Mono.error(Problem.of(ProblemCode.CONFLICT, "The message was removed"));
            }
            if (held.message().body().equals(body)) {
                return Mono.just(new Posted(held.message(), held.conversation()));
            }
            return write(
                    held, (ledger, trace) -> ledger.edit(held.key(), body, held.secret(), held.propagated(), trace));
        });
    }

    /// A message that was removed before stays so.
    @Transactional
    public Mono<Posted> remove(UUID accountId, UUID messageId, Editor by) {
        return held(accountId, messageId).flatMap(held -> {
            if (!held.message().mayBeDeletedBy(by)) {
                return Mono.error(notTheirs());
            }
            if (held.message().isDeleted()) {
                return Mono.just(new Posted(held.message(), held.conversation()));
            }
            return write(held, (ledger, trace) -> ledger.remove(held.key(), held.secret(), held.propagated(), trace));
        });
    }

    private Mono<Held> held(UUID accountId, UUID messageId) {
        return keys.ofMessages(Map.of(messageId, accountId))
                .singleOrEmpty()
                .flatMap(key -> conversations
                        .lock(accountId, key.conversationId())
                        .flatMap(conversation -> messages.at(List.of(key))
                                .singleOrEmpty()
                                .map(message -> new Held(key, message, conversation))))
                .switchIfEmpty(Mono.error(NOT_FOUND));
    }

    private Mono<Posted> write(Held held, BiConsumer<Ledger, String> act) {
        return Mono.deferContextual(context -> {
            Ledger ledger = new Ledger(clock.instant());
            ledger.hold(held.conversation());
            act.accept(ledger, Trace.header(context));
            return ledgers.write(ledger)
                    .then(Mono.defer(() -> messages.at(List.of(held.key())).singleOrEmpty()))
                    .map(message -> new Posted(
                            message, ledger.conversation(held.conversation().id())));
        });
    }

    private static Problem notTheirs() {
        return Problem.of(ProblemCode.FORBIDDEN, "Only its author or an administrator may change a message");
    }
}
