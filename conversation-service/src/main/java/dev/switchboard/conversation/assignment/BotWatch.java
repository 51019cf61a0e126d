package dev.switchboard.conversation.assignment;

import dev.switchboard.common.service.PeriodicTask;
import dev.switchboard.conversation.message.HandOverSettings;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Looks for overdue conversations all the time, on every replica.
@Component
class BotWatch implements PeriodicTask {
    private final OverdueConversations overdue;
    private final HandOverSettings settings;

    BotWatch(OverdueConversations overdue, HandOverSettings settings) {
        this.overdue = overdue;
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    @Override
    public Mono<Void> round() {
        return overdue.handOver();
    }
}
