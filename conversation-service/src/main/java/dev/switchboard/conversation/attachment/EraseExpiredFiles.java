package dev.switchboard.conversation.attachment;

import dev.switchboard.common.blob.Blobs;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Erases the bytes that no message holds once their time is over, on every replica; erasing twice does no harm.
@Component
class EraseExpiredFiles implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EraseExpiredFiles.class);

    private final Files files;
    private final Blobs blobs;
    private final AttachmentSettings settings;
    private final Clock clock;
    private @Nullable Disposable work;

    EraseExpiredFiles(Files files, Blobs blobs, AttachmentSettings settings, Clock clock) {
        this.files = files;
        this.blobs = blobs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.sweep())
                .onBackpressureDrop()
                .concatMap(_ -> sweep().doOnError(e -> LOG.warn("Files are not erased now: {}", e.toString()))
                        .onErrorComplete())
                .subscribe();
    }

    /// Until nothing is due.
    Mono<Void> sweep() {
        return Flux.defer(() -> files.due(clock.instant(), settings.batch()))
                .concatMap(expired -> erase(expired).thenReturn(expired))
                .count()
                .repeat()
                .takeUntil(erased -> erased < settings.batch())
                .then();
    }

    /// The row goes last: what is interrupted is done again.
    private Mono<Void> erase(Files.Expired expired) {
        return files.forget(expired)
                .flatMap(free -> free ? blobs.remove(expired.accountId(), expired.id()) : Mono.empty())
                .then(Mono.defer(() -> files.settled(expired)));
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
