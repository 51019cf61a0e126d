package dev.switchboard.conversation.desk;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Looks for conversations whose sleep is over all the time, on every replica.
@Component
class SnoozeWatch implements PeriodicTask {
    private final WakeConversations wakeConversations;
    private final SnoozeSettings settings;

    SnoozeWatch(WakeConversations wakeConversations, SnoozeSettings settings) {
        this.wakeConversations = wakeConversations;
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    @Override
    public Mono<Void> round() {
        return wakeConversations.wake();
    }
}
