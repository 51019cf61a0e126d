package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.channel.Providers;
import dev.switchboard.channel.channel.PublicAddress;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.service.Spans;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes one attempt to deliver one claimed message. The provider is called outside of any transaction.
@Component
class SendJob {
    private static final Logger LOG = LoggerFactory.getLogger(SendJob.class);

    private final Claims claims;
    private final Deliveries deliveries;
    private final ProviderAccounts accounts;
    private final Providers providers;
    private final PublicAddress address;
    private final Spans spans;
    private final MeterProvider<Counter> attempts;

    SendJob(
            Claims claims,
            Deliveries deliveries,
            ProviderAccounts accounts,
            Providers providers,
            PublicAddress address,
            MeterRegistry meters,
            Spans spans) {
        this.spans = spans;
        this.claims = claims;
        this.deliveries = deliveries;
        this.accounts = accounts;
        this.providers = providers;
        this.address = address;
        this.attempts = Counter.builder("switchboard.delivery.attempts")
                .description("Attempts to hand a message to its provider: sent, failed for good, postponed or unknown")
                .withRegistry(meters);
        for (Channel channel : Channel.values()) {
            for (String outcome : List.of("sent", "failed")) {
                attempts.withTags("channel", channel.name().toLowerCase(Locale.ROOT), "outcome", outcome);
            }
        }
    }

    Mono<Void> send(Job job) {
        Mono<Void> sent = claims.begin(job)
                .filter(begun -> begun)
                .flatMap(_ -> call(job))
                .doOnNext(delivery -> note(job, delivery))
                .flatMap(delivery -> deliveries.settle(job, delivery));
        return spans.around(SpanKind.CLIENT, "deliver to " + job.channel(), job.traceparent(), sent);
    }

    private Mono<Delivery> call(Job job) {
        return accounts.ofInbox(job.accountId(), job.inboxId())
                .flatMap(account -> providers.send(account, job.outbound(address)))
                .defaultIfEmpty(
                        new Delivery.Failed("The inbox is not connected to " + job.channel(), "connect it again"));
    }

    private void note(Job job, Delivery delivery) {
        String outcome = delivery.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        attempts.withTags("channel", job.channel(), "outcome", outcome).increment();
        switch (delivery) {
            case Delivery.Sent _ -> LOG.debug("Message {} is sent", job.messageId());
            case Delivery.Failed failed -> LOG.warn("Message {} has failed: {}", job.messageId(), failed.reason());
            case Delivery.Postponed later -> LOG.info("Message {} waits: {}", job.messageId(), later.reason());
            case Delivery.Unknown lost -> LOG.warn("Message {} has no answer: {}", job.messageId(), lost.reason());
        }
    }
}
