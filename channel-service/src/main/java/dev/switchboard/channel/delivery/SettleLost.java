package dev.switchboard.channel.delivery;

import dev.switchboard.common.service.PeriodicTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Settles messages whose answer was lost, and counts those that wait.
@Component
class SettleLost implements PeriodicTask {
    private final Claims claims;
    private final Deliveries deliveries;
    private final DeliverySettings settings;
    private final AtomicLong waiting = new AtomicLong();

    SettleLost(Claims claims, Deliveries deliveries, DeliverySettings settings, MeterRegistry meters) {
        this.claims = claims;
        this.deliveries = deliveries;
        this.settings = settings;
        Gauge.builder("switchboard.delivery.waiting", waiting, AtomicLong::get)
                .description("Messages that wait to be handed to a provider")
                .register(meters);
    }

    @Override
    public Duration period() {
        return settings.poll();
    }

    @Override
    public Mono<Void> round() {
        return claims.loseExpired()
                .then(deliveries.giveUpUnconfirmed())
                .then(claims.waiting())
                .doOnNext(waiting::set)
                .then();
    }
}
