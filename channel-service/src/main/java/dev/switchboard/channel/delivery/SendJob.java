package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.service.Trace;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final Map<Channel, Provider> providers;
    private final MeterRegistry meters;

    SendJob(
            Claims claims,
            Deliveries deliveries,
            ProviderAccounts accounts,
            List<Provider> providers,
            MeterRegistry meters) {
        this.claims = claims;
        this.deliveries = deliveries;
        this.accounts = accounts;
        this.providers = providers.stream().collect(Collectors.toMap(Provider::channel, Function.identity()));
        this.meters = meters;
    }

    Mono<Void> send(Job job) {
        return claims.begin(job)
                .filter(begun -> begun)
                .flatMap(_ -> call(job))
                .doOnNext(delivery -> note(job, delivery))
                .flatMap(delivery -> deliveries.settle(job, delivery))
                .contextWrite(context -> context.put(Trace.CONTEXT_KEY, job.traceparent()));
    }

    private Mono<Delivery> call(Job job) {
        Provider provider = providers.get(Channel.valueOf(job.channel().toUpperCase(Locale.ROOT)));
        if (provider == null) {
            return Mono.just(new Delivery.Failed("This version cannot send to " + job.channel()));
        }
        return accounts.ofInbox(job.accountId(), job.inboxId())
                .flatMap(account -> provider.send(account, job.outbound()))
                .defaultIfEmpty(new Delivery.Failed("The inbox is not connected to " + job.channel()));
    }

    private void note(Job job, Delivery delivery) {
        String outcome = delivery.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("switchboard.delivery.attempts", "channel", job.channel(), "outcome", outcome)
                .increment();
        switch (delivery) {
            case Delivery.Sent _ -> LOG.debug("Message {} is sent", job.messageId());
            case Delivery.Failed failed -> LOG.warn("Message {} has failed: {}", job.messageId(), failed.reason());
            case Delivery.Postponed later -> LOG.info("Message {} waits: {}", job.messageId(), later.reason());
            case Delivery.Unknown lost -> LOG.warn("Message {} has no answer: {}", job.messageId(), lost.reason());
        }
    }
}
