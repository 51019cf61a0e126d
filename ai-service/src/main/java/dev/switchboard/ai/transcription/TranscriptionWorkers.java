package dev.switchboard.ai.transcription;

import dev.switchboard.common.service.JobWorkers;
import dev.switchboard.common.service.Trace;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Listens to the voice messages that wait, a bounded number at once.
@Component
public class TranscriptionWorkers extends JobWorkers<TranscriptionJob> {
    private final TranscriptionJobs jobs;
    private final Transcribe transcribe;
    private final TranscriptionSettings settings;

    TranscriptionWorkers(
            TranscriptionJobs jobs, Transcribe transcribe, TranscriptionSettings settings, MeterRegistry meters) {
        super(Pace.of(settings.workers(), settings.poll()), "switchboard.transcriptions.running", meters);
        this.jobs = jobs;
        this.transcribe = transcribe;
        this.settings = settings;
    }

    @Override
    protected Flux<TranscriptionJob> take(int most) {
        return jobs.take(most);
    }

    @Override
    protected Mono<Void> work(TranscriptionJob job) {
        return transcribe
                .attempt(job)
                .timeout(settings.lease())
                .contextWrite(context -> context.put(Trace.CONTEXT_KEY, job.trace()));
    }

    @Override
    protected String name(TranscriptionJob job) {
        return "voice message " + job.message().messageId();
    }
}
