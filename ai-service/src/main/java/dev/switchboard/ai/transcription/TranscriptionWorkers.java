package dev.switchboard.ai.transcription;

import dev.switchboard.common.service.JobWorkers;
import dev.switchboard.common.service.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Listens to the voice messages that wait, a bounded number at once.
@Component
public class TranscriptionWorkers extends JobWorkers<TranscriptionJob> {
    private final TranscriptionJobs jobs;
    private final Transcribe transcribe;
    private final TranscriptionSettings settings;
    private final Spans spans;

    TranscriptionWorkers(
            TranscriptionJobs jobs,
            Transcribe transcribe,
            TranscriptionSettings settings,
            MeterRegistry meters,
            Spans spans) {
        super(Pace.of(settings.workers(), settings.poll()), "switchboard.transcriptions.running", meters);
        this.jobs = jobs;
        this.transcribe = transcribe;
        this.settings = settings;
        this.spans = spans;
    }

    @Override
    protected Flux<TranscriptionJob> take(int most) {
        return jobs.take(most);
    }

    @Override
    protected Mono<Void> work(TranscriptionJob job) {
        return spans.around(
                SpanKind.CLIENT,
                "transcribe",
                job.trace(),
                transcribe.attempt(job).timeout(settings.lease()));
    }

    @Override
    protected String name(TranscriptionJob job) {
        return "voice message " + job.message().messageId();
    }
}
