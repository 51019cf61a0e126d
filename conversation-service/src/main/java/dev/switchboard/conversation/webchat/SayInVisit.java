package dev.switchboard.conversation.webchat;

import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.intake.RecordReceived;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.MessageKey;
import dev.switchboard.conversation.message.MessageKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// A visitor writes over HTTP; recorded as what comes from a socket is, in the conversation that its session has or
/// begins now.
@Service
public class SayInVisit {
    private final RecordReceived recordReceived;
    private final MessageKeys keys;
    private final TransactionalOperator transaction;
    private final Clock clock;

    SayInVisit(RecordReceived recordReceived, MessageKeys keys, TransactionalOperator transaction, Clock clock) {
        this.recordReceived = recordReceived;
        this.keys = keys;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param key the client's own id of the message, in the same scope as a socket's
    public record Saying(
            String key,
            String text,
            Profile profile,
            @Nullable Instant sentAt,
            Map<String, String> metadata) {}

    /// Where a socket of the same visitor begins the conversation in the meantime, the second attempt joins it.
    public Mono<MessageKey> say(Visit visit, Saying saying) {
        return Mono.defer(() -> record(visit, saying))
                .as(transaction::transactional)
                .retryWhen(Retry.max(2).filter(DuplicateKeyException.class::isInstance));
    }

    private Mono<MessageKey> record(Visit visit, Saying saying) {
        MessageReceived said = new MessageReceived.Said(
                Ids.next(),
                visit.accountId(),
                visit.address(),
                clock.instant(),
                saying.key(),
                saying.profile(),
                saying.text(),
                List.of(),
                saying.sentAt(),
                saying.metadata());
        return Mono.deferContextual(
                        context -> recordReceived.record(List.of(new Received<>(said, Trace.header(context)))))
                .then(Mono.defer(() -> recorded(visit, saying)));
    }

    private Mono<MessageKey> recorded(Visit visit, Saying saying) {
        DeduplicationKey name = DeduplicationKey.ofSender(visit.accountId(), visit.address(), saying.key());
        return keys.named(List.of(name))
                .mapNotNull(found -> found.get(name))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "There is no such inbox")))
                .filter(found -> found.isOf(saying.text(), List.of()))
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ProblemCode.MESSAGE_ID_REUSED,
                                "The id " + saying.key() + " was used for another message before")
                        .advise("Use a new id for each message, and the same one only to repeat it.")));
    }
}
