package dev.switchboard.channel.delivery;

import dev.switchboard.common.service.JobWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends what is queued, a bounded number at once.
@Component
class DeliveryWorkers extends JobWorkers<Job> {
    /// An answer that nobody waits for is lost.
    private static final Duration ANSWERS = Duration.ofSeconds(15);

    private final Claims claims;
    private final SendJob sendJob;

    DeliveryWorkers(Claims claims, SendJob sendJob, DeliverySettings settings, MeterRegistry meters) {
        super(Pace.of(settings.workers(), settings.poll()).waitingAtStop(ANSWERS), "switchboard.delivery.busy", meters);
        this.claims = claims;
        this.sendJob = sendJob;
    }

    @Override
    protected Flux<Job> take(int most) {
        return claims.claim(most);
    }

    @Override
    protected Mono<Void> work(Job job) {
        return sendJob.send(job);
    }

    @Override
    protected String name(Job job) {
        return "message " + job.messageId();
    }
}
