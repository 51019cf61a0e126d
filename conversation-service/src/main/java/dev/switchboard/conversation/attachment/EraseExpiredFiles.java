package dev.switchboard.conversation.attachment;

import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Erases the bytes that no message holds once their time is over, on every replica; erasing twice does no harm.
@Component
class EraseExpiredFiles implements PeriodicTask {
    private final FileExpiries expiries;
    private final Blobs blobs;
    private final AttachmentSettings settings;
    private final Clock clock;

    EraseExpiredFiles(FileExpiries expiries, Blobs blobs, AttachmentSettings settings, Clock clock) {
        this.expiries = expiries;
        this.blobs = blobs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    /// Until nothing is due.
    @Override
    public Mono<Void> round() {
        return Flux.defer(() -> expiries.due(clock.instant(), settings.batch()))
                .concatMap(expired -> erase(expired).thenReturn(expired))
                .count()
                .repeat()
                .takeUntil(erased -> erased < settings.batch())
                .then();
    }

    /// The row goes last: what is interrupted is done again.
    private Mono<Void> erase(FileExpiries.Expired expired) {
        return expiries.forget(expired)
                .flatMap(free -> free ? blobs.remove(expired.accountId(), expired.id()) : Mono.empty())
                .then(Mono.defer(() -> expiries.settled(expired)));
    }
}
