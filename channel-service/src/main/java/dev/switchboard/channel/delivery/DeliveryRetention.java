package dev.switchboard.channel.delivery;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Forgets, once an hour, deliveries of which no status comes any more.
@Component
class DeliveryRetention implements PeriodicTask {
    private final Claims claims;

    DeliveryRetention(Claims claims) {
        this.claims = claims;
    }

    @Override
    public Duration period() {
        return Duration.ofHours(1);
    }

    @Override
    public Mono<Void> round() {
        return claims.forgetOld().then();
    }
}
