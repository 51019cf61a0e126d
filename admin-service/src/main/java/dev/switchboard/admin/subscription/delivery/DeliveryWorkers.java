package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.common.service.JobWorkers;
import dev.switchboard.common.service.Spans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends what waits, a bounded number at once. What was queued is due a little later, so they look again; at a stop
/// they wait for the answers to what is on its way, so that it is not sent again.
@Component
class DeliveryWorkers extends JobWorkers<Job> {
    private final Lanes lanes;
    private final Send send;
    private final Settle settle;
    private final Breakers breakers;
    private final Spans spans;
    private final MeterProvider<Timer> attempts;
    private final Clock clock = Clock.systemUTC();

    DeliveryWorkers(
            Lanes lanes,
            Send send,
            Settle settle,
            Breakers breakers,
            DeliverySettings settings,
            MeterRegistry meters,
            Spans spans) {
        super(
                Pace.of(settings.workers(), settings.poll())
                        .lookingAgain(settings.settle())
                        .waitingAtStop(settings.lease()),
                "switchboard.webhook.busy",
                meters);
        this.lanes = lanes;
        this.send = send;
        this.settle = settle;
        this.breakers = breakers;
        this.spans = spans;
        this.attempts = Timer.builder("switchboard.webhook.attempts")
                .description("Attempts to deliver a webhook to its receiver")
                .withRegistry(meters);
        List.of("taken", "rejected", "gone", "lost", "spared").forEach(outcome -> attempts.withTag("outcome", outcome));
        Gauge.builder("switchboard.webhook.breakers.open", breakers, Breakers::open)
                .description("Receivers of webhooks that are not called just now, because they keep failing")
                .register(meters);
    }

    @Override
    protected Flux<Job> take(int most) {
        return lanes.claim(most, breakers.rooms())
                .collectList()
                .doOnNext(jobs -> jobs.forEach(job -> breakers.begin(job.subscriptionId())))
                .flatMapIterable(jobs -> jobs);
    }

    @Override
    protected Mono<Void> work(Job job) {
        Attempt spared = new Attempt(new Outcome.Spared(), null, clock.instant(), Duration.ZERO);
        Mono<Void> sent = Mono.using(
                job::subscriptionId,
                subscription -> breakers.call(subscription, send.send(job), spared)
                        .doOnNext(this::count)
                        .flatMap(attempt -> settle.settle(job, attempt).then(settle.health(job, attempt.outcome()))),
                breakers::end);
        return spans.around(SpanKind.CLIENT, "deliver webhook", job.traceparent(), sent);
    }

    private void count(Attempt attempt) {
        String outcome = attempt.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        attempts.withTag("outcome", outcome).record(attempt.took());
    }

    @Override
    protected String name(Job job) {
        return "webhook " + job.id();
    }
}
