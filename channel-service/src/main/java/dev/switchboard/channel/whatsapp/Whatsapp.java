package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Health;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.common.contract.Channel;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// WhatsApp as a channel. Each account has a circuit breaker of its own, so that one account's trouble stays its own.
@Component
class Whatsapp implements Provider {
    private static final int LONGEST = 4096;

    private final ProviderAccounts accounts;
    private final GraphClient graph;
    private final CircuitBreakerRegistry breakers;

    Whatsapp(ProviderAccounts accounts, GraphClient graph, CircuitBreakerRegistry breakers) {
        this.accounts = accounts;
        this.graph = graph;
        this.breakers = breakers;
    }

    @Override
    public Channel channel() {
        return Channel.WHATSAPP;
    }

    @Override
    public List<String> parts(String text) {
        return TextParts.of(text, LONGEST);
    }

    @Override
    public Mono<Delivery> send(ProviderAccount account, Outbound message) {
        if (message.text().isBlank()) {
            return Mono.just(new Delivery.Failed("A message without text cannot be sent to WhatsApp"));
        }
        return Mono.fromSupplier(() -> accounts.open(account, WhatsappSettings.class))
                .flatMap(settings -> graph.send(settings, message))
                .transformDeferred(CircuitBreakerOperator.of(breaker(account.inboxId())))
                .onErrorReturn(
                        CallNotPermittedException.class,
                        new Delivery.Postponed("WhatsApp has failed too often just now", false, null));
    }

    @Override
    public Mono<Health> health() {
        return accounts.inboxesOf(WhatsappSettings.PROVIDER)
                .map(inboxId -> breaker(inboxId).getState() == CircuitBreaker.State.CLOSED)
                .collectList()
                .map(Whatsapp::health);
    }

    private static Health health(List<Boolean> closed) {
        if (closed.isEmpty()) {
            return Health.DISABLED;
        }
        if (!closed.contains(false)) {
            return Health.HEALTHY;
        }
        return closed.contains(true) ? Health.DEGRADED : Health.UNHEALTHY;
    }

    private CircuitBreaker breaker(UUID inboxId) {
        return breakers.circuitBreaker("whatsapp:" + inboxId);
    }
}
