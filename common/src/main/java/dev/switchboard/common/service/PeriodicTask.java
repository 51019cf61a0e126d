package dev.switchboard.common.service;

import java.time.Duration;
import reactor.core.publisher.Mono;

/// Work that is due again and again while its service runs, on every replica: the database lets each row be one's.
public interface PeriodicTask {
    Duration period();

    /// When the first round begins, after the start.
    default Duration delay() {
        return period();
    }

    /// One round. The next one begins when it is over and its time has come; one that fails is logged, and the next
    /// comes all the same.
    Mono<Void> round();
}
