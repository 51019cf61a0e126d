package dev.switchboard.conversation.integration;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.assignment.UpdateConversation;
import dev.switchboard.conversation.assignment.UpdateConversation.Assignee;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.message.Draft;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.message.Message;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Does to conversations what was asked for from outside, in the running transaction. What cannot be done any more, of
/// a
/// conversation that is gone or by somebody who has left, is dropped.
@Service
public class RecordActs {
    private static final Logger LOG = LoggerFactory.getLogger(RecordActs.class);

    private final Conversations conversations;
    private final UpdateConversation updateConversation;
    private final Directory directory;
    private final Ledgers ledgers;
    private final Clock clock;

    RecordActs(
            Conversations conversations,
            UpdateConversation updateConversation,
            Directory directory,
            Ledgers ledgers,
            Clock clock) {
        this.conversations = conversations;
        this.updateConversation = updateConversation;
        this.directory = directory;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    public Mono<Void> record(List<Received<IntegrationActed>> acts) {
        return Flux.fromIterable(acts).concatMap(this::record).then();
    }

    private Mono<Void> record(Received<IntegrationActed> received) {
        IntegrationActed fact = received.fact();
        return conversations
                .lock(fact.accountId(), fact.conversationId())
                .switchIfEmpty(Mono.fromRunnable(() -> drop(fact, "the conversation is gone")))
                .flatMap(held -> {
                    Ledger ledger = new Ledger(clock.instant());
                    ledger.hold(held);
                    return act(fact, held, ledger, received.trace());
                });
    }

    private Mono<Void> act(IntegrationActed fact, Conversation held, Ledger ledger, String trace) {
        return switch (fact) {
            case IntegrationActed.Noted noted -> {
                Message _ = ledger.record(held.id(), Draft.of(noted.by(), Kind.NOTE, noted.body()), trace);
                yield ledgers.write(ledger);
            }
            case IntegrationActed.StatusSet set -> {
                Status status = "closed".equals(set.status()) ? Status.CLOSED : Status.OPEN;
                yield change(new Change(status, null, null, null), set.by(), held, ledger, trace);
            }
            case IntegrationActed.Taken taken -> {
                Integer number = taken.by().number();
                if (number == null
                        || directory
                                .user(held.accountId(), number)
                                .filter(User::active)
                                .isEmpty()) {
                    drop(taken, "its agent has left");
                    yield Mono.empty();
                }
                yield change(new Change(null, null, null, new Assignee(number)), taken.by(), held, ledger, trace);
            }
            case IntegrationActed.Unknown _ -> Mono.empty();
        };
    }

    private Mono<Void> change(Change change, Author by, Conversation held, Ledger ledger, String trace) {
        updateConversation.apply(change, by, ledger, held.id(), trace);
        return ledgers.write(ledger).then(Mono.defer(() -> updateConversation.conclude(held, by, ledger)));
    }

    private static void drop(IntegrationActed fact, String why) {
        LOG.info("An act on conversation {} from outside is dropped: {}", fact.conversationId(), why);
    }
}
