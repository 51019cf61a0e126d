package dev.switchboard.ai.transcription;

import dev.switchboard.ai.inbox.Inboxes;
import dev.switchboard.ai.transcription.Transcription.Understood;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.messaging.Outbox;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Tells an outcome once: the end of the job and its fact are one transaction, and an attempt that was overtaken by
/// another one tells nothing. The lease epoch is the message's own, copied and never read again.
@Component
class TellTranscription {
    private final TranscriptionJobs jobs;
    private final Inboxes inboxes;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final MeterProvider<Timer> transcriptions;

    TellTranscription(
            TranscriptionJobs jobs,
            Inboxes inboxes,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            MeterRegistry meters) {
        this.jobs = jobs;
        this.inboxes = inboxes;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.transcriptions = Timer.builder("switchboard.transcriptions")
                .description("Voice messages that were transcribed, or not")
                .withRegistry(meters);
        List.of("understood", "failed").forEach(outcome -> transcriptions.withTag("outcome", outcome));
    }

    Mono<Void> understood(TranscriptionJob job, Understood understood, long nanos) {
        MessageCreated message = job.message();
        return finish(
                job,
                outbox.tell(new MessageReceived.Transcribed(
                        job.id(),
                        message.accountId(),
                        message.address(),
                        clock.instant(),
                        Objects.requireNonNull(message.deduplicationKey()),
                        understood.words(),
                        message.owner(),
                        message.leaseEpoch())),
                "understood",
                nanos);
    }

    /// People and outside bots have the recording and need no hand-over.
    Mono<Void> handOver(TranscriptionJob job, String reason, long nanos) {
        MessageCreated message = job.message();
        boolean ours =
                message.owner() == Owner.BOT && inboxes.isOurs(message.address().inboxId());
        return finish(job, ours ? outbox.tell(request(job, reason)) : Mono.empty(), "failed", nanos);
    }

    private Mono<Void> finish(TranscriptionJob job, Mono<Void> telling, String outcome, long nanos) {
        return jobs.finish(job)
                .filter(mine -> mine)
                .flatMap(mine -> telling.thenReturn(mine))
                .as(transaction::transactional)
                .doOnNext(_ -> transcriptions.withTag("outcome", outcome).record(Duration.ofNanos(nanos)))
                .then();
    }

    private Fact request(TranscriptionJob job, String reason) {
        MessageCreated message = job.message();
        return new HandoverRequested(
                job.id(),
                message.accountId(),
                message.conversationId(),
                clock.instant(),
                Author.Kind.BOT,
                Reason.NOT_TRANSCRIBED,
                "A voice message could not be transcribed: " + reason + ".",
                "The customer sent a voice message.",
                message.messageId(),
                message.leaseEpoch());
    }
}
