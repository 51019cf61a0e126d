package dev.switchboard.common.messaging;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Forgets event ids that no topic holds any more, once an hour, so that the inbox table stays bounded.
final class InboxRetention implements PeriodicTask {
    private final Inbox inbox;
    private final Duration keep;

    InboxRetention(Inbox inbox, Duration keep) {
        this.inbox = inbox;
        this.keep = keep;
    }

    @Override
    public Duration period() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration delay() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Mono<Void> round() {
        return inbox.forgetBefore(Clock.systemUTC().instant().minus(keep)).then();
    }
}
