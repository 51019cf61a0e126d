package dev.switchboard.conversation.retention;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Looks for expired conversations on every replica; the rows that one has locked, the others leave alone.
@Component
class RetentionSweep implements PeriodicTask {
    private final ExpireConversations expireConversations;
    private final RetentionSettings settings;

    RetentionSweep(ExpireConversations expireConversations, RetentionSettings settings) {
        this.expireConversations = expireConversations;
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    /// Until none is left.
    @Override
    public Mono<Void> round() {
        return Mono.defer(expireConversations::expire)
                .repeat()
                .takeUntil(expired -> expired < settings.batch())
                .then();
    }
}
