package dev.switchboard.ai.answer;

import dev.switchboard.ai.handover.Summary;
import dev.switchboard.ai.model.Considered;
import dev.switchboard.ai.model.Decision;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.messaging.Outbox;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Tells an outcome once: the end of the job, the record and the fact are one transaction, and an attempt that was
/// overtaken by another one tells nothing. The lease epoch is the question's own, copied and never read again.
@Component
class TellOutcome {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final AnswerJobs jobs;
    private final Answers answers;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final MeterProvider<Timer> told;

    TellOutcome(
            AnswerJobs jobs,
            Answers answers,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.answers = answers;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.told = Timer.builder("switchboard.answers")
                .description("Questions that the AI has dealt with: answered, or handed over and why")
                .serviceLevelObjectives(LATENCIES)
                .withRegistry(meters);
        told.withTag("outcome", "answered");
    }

    Mono<Void> tell(AnswerJob job, Considered considered, long nanos) {
        Decision decision = considered.decision();
        Instant now = clock.instant();
        List<String> entities = Entities.in(job.context().question()).all();
        return jobs.finish(job)
                .filter(mine -> mine)
                .flatMap(_ -> history(job.context()))
                .flatMap(history -> answers.add(job, considered, entities, nanos / 1_000_000, now)
                        .filter(first -> first)
                        .flatMap(_ -> outbox.tell(fact(job, decision, entities, history, now))
                                .thenReturn(decision)))
                .as(transaction::transactional)
                .doOnNext(told -> count(told, nanos))
                .then();
    }

    /// A session that was reset starts anew: what was said before is not repeated to anybody.
    private Mono<List<Turn>> history(ContextAssembled context) {
        return answers.sinceReset(context.accountId(), Answers.sessionOf(context))
                .defaultIfEmpty(context.history());
    }

    private static Fact fact(AnswerJob job, Decision decision, List<String> entities, List<Turn> history, Instant now) {
        ContextAssembled context = job.context();
        return switch (decision) {
            case Decision.Reply reply ->
                new ReplyProposed(
                        job.id(),
                        context.accountId(),
                        context.conversationId(),
                        now,
                        context.questionId(),
                        context.leaseEpoch(),
                        reply.text(),
                        reply.sources(),
                        reply.intent(),
                        reply.confidence(),
                        entities);
            case Decision.HandOver handOver ->
                new HandoverRequested(
                        job.id(),
                        context.accountId(),
                        context.conversationId(),
                        now,
                        Author.Kind.BOT,
                        handOver.reason(),
                        handOver.detail(),
                        Summary.of(history, context.question()),
                        context.questionId(),
                        context.leaseEpoch());
        };
    }

    private void count(Decision decision, long nanos) {
        String outcome = switch (decision) {
            case Decision.Reply reply -> AskBack.INTENT.equals(reply.intent()) ? "asked_back" : "answered";
            case Decision.HandOver handOver -> handOver.reason().name().toLowerCase(Locale.ROOT);
        };
        told.withTag("outcome", outcome).record(Duration.ofNanos(nanos));
    }
}
