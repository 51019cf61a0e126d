package dev.switchboard.admin.mail;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// Wakes the workers of this replica. One ring that waits is as good as many.
@Component
class MailBell {
    private final Sinks.Many<Boolean> rings = Sinks.many().multicast().onBackpressureBuffer(1, false);

    synchronized void ring() {
        Sinks.EmitResult _ = rings.tryEmitNext(true);
    }

    Flux<Boolean> rings() {
        return rings.asFlux();
    }
}
