package dev.switchboard.admin.deadletter;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Sends a dead letter to its consumer again, or gives it up. Each is done once; asked for again it changes nothing.
@Service
class DecideDeadLetter {
    private static final Logger LOG = LoggerFactory.getLogger(DecideDeadLetter.class);

    private final KeptLetters letters;
    private final KafkaTemplate<byte[], byte[]> template;
    private final Audit audit;
    private final Clock clock;

    DecideDeadLetter(
            KeptLetters letters, DefaultKafkaProducerFactory<byte[], byte[]> producers, Audit audit, Clock clock) {
        this.letters = letters;
        this.template = new KafkaTemplate<>(producers);
        this.audit = audit;
        this.clock = clock;
    }

    /// Sends first and notes it then: what is sent twice because of a fault between the two has one effect.
    ///
    /// @param account null for the operator, who decides on every account's
    /// @throws Problem `CONFLICT` for one that was discarded, `UNAVAILABLE` while Kafka is away
    Mono<KeptLetter> replay(@Nullable UUID account, UUID id) {
        return decide(account, id, KeptLetter.REPLAYED, this::send);
    }

    /// @throws Problem `CONFLICT` for one that was replayed
    Mono<KeptLetter> discard(@Nullable UUID account, UUID id) {
        return decide(account, id, KeptLetter.DISCARDED, _ -> Mono.empty());
    }

    /// Deciding the same again does nothing.
    private Mono<KeptLetter> decide(
            @Nullable UUID account, UUID id, String state, Function<KeptLetter, Mono<Void>> work) {
        return known(account, id).flatMap(letter -> {
            if (letter.is(state)) {
                return Mono.just(letter);
            }
            return letter.is(KeptLetter.DEAD)
                    ? work.apply(letter).then(keep(account, letter, state))
                    : Mono.error(Problem.of(ProblemCode.CONFLICT, "This dead letter was " + letter.state()));
        });
    }

    Mono<KeptLetter> known(@Nullable UUID account, UUID id) {
        return letters.find(account, id).switchIfEmpty(Mono.error(() -> Problem.notFound("Dead letter")));
    }

    private Mono<Void> send(KeptLetter letter) {
        return Mono.defer(() -> Mono.fromFuture(template.send(letter.letter().replay())))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        org.apache.kafka.common.KafkaException.class,
                        _ -> Problem.of(ProblemCode.UNAVAILABLE, "Kafka does not answer")
                                .advise("Try again in a moment."))
                .then();
    }

    private Mono<KeptLetter> keep(@Nullable UUID account, KeptLetter letter, String state) {
        Mono<KeptLetter> decided = letters.decide(account, letter.id(), state, clock.instant());
        UUID whose = letter.accountId();
        if (whose == null) {
            // no account has a log in which it could stand
            LOG.info("dead letter {} of {} is {} by the operator", letter.id(), letter.consumerGroup(), state);
        }
        Mono<KeptLetter> told = whose == null
                ? decided
                : audit.doing(
                        whose,
                        decided,
                        _ -> Act.of("dead_letter." + state, "dead_letter", letter.id())
                                .named(letter.type()));
        return told.switchIfEmpty(Mono.defer(() -> known(account, letter.id())));
    }
}
