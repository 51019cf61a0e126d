package dev.switchboard.ai.transcription;

import dev.switchboard.ai.transcription.Transcription.Failed;
import dev.switchboard.ai.transcription.Transcription.Impossible;
import dev.switchboard.ai.transcription.Transcription.Understood;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes one attempt to listen to one voice message. The model is called outside of any transaction.
@Component
class Transcribe {
    private static final Logger LOG = LoggerFactory.getLogger(Transcribe.class);

    private final Blobs blobs;
    private final TranscriptionClient client;
    private final TranscriptionJobs jobs;
    private final TellTranscription tell;
    private final TranscriptionSettings settings;

    Transcribe(
            Blobs blobs,
            TranscriptionClient client,
            TranscriptionJobs jobs,
            TellTranscription tell,
            TranscriptionSettings settings) {
        this.blobs = blobs;
        this.client = client;
        this.jobs = jobs;
        this.tell = tell;
        this.settings = settings;
    }

    Mono<Void> attempt(TranscriptionJob job) {
        long start = System.nanoTime();
        return outcome(job).flatMap(outcome -> switch (outcome) {
            case Understood understood -> tell.understood(job, understood, System.nanoTime() - start);
            case Impossible impossible -> tell.handOver(job, impossible.reason(), System.nanoTime() - start);
            case Failed failed ->
                job.attempt() < settings.attempts()
                        ? jobs.giveBack(job, pause(job, failed))
                        : tell.handOver(job, failed.reason(), System.nanoTime() - start);
        });
    }

    private Mono<Transcription> outcome(TranscriptionJob job) {
        if (job.attempt() > settings.attempts()) {
            // every worker that took it died
            return Mono.just(new Impossible("it was given up after " + settings.attempts() + " attempts"));
        }
        Attachment recording = job.recording();
        return blobs.read(job.message().accountId(), recording.id())
                .flatMap(bytes -> client.listen(bytes, recording.contentType()))
                .onErrorResume(Problem.class, problem -> missing(job, problem))
                .onErrorResume(IOException.class, e -> unreadable(job, e));
    }

    private static Mono<Transcription> missing(TranscriptionJob job, Problem problem) {
        LOG.error("The recording of message {}: {}", job.message().messageId(), problem.detail());
        return Mono.just(new Impossible("its recording is not in the store"));
    }

    private static Mono<Transcription> unreadable(TranscriptionJob job, IOException e) {
        LOG.warn("The recording of message {} cannot be read", job.message().messageId(), e);
        return Mono.just(new Failed("its recording cannot be read", null));
    }

    private Duration pause(TranscriptionJob job, Failed failed) {
        Duration own = settings.retry().multipliedBy(job.attempt());
        Duration wanted = failed.after();
        if (wanted == null || wanted.compareTo(own) < 0) {
            return own;
        }
        return wanted.compareTo(settings.longestWait()) < 0 ? wanted : settings.longestWait();
    }
}
