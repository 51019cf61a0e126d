package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.problem.Problem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All providers that this version knows. Each account has a rate and a circuit breaker of its own, so that one
/// account's trouble stays its own.
@Component
public class Providers {
    private final Map<String, Provider<?>> byName;
    private final ProviderAccounts accounts;
    private final Rates rates;
    private final CircuitBreakerRegistry breakers;
    private final ProviderMeters meters;

    public Providers(
            List<Provider<?>> all,
            ProviderAccounts accounts,
            Rates rates,
            CircuitBreakerRegistry breakers,
            MeterRegistry meters) {
        this.byName = all.stream().collect(Collectors.toMap(Provider::name, Function.identity()));
        this.accounts = accounts;
        this.rates = rates;
        this.breakers = breakers;
        this.meters = new ProviderMeters(byName.keySet(), breakers, meters);
    }

    /// The first by name; providers of one channel take messages of the same form.
    public Optional<Provider<?>> of(Channel channel) {
        return all().stream().filter(provider -> provider.channel() == channel).findFirst();
    }

    /// @throws Problem `INVALID_REQUEST` for one that this version does not know
    public Provider<?> named(String name) {
        Provider<?> provider = byName.get(name);
        if (provider == null) {
            throw Problem.field(
                    "provider",
                    "must be one of " + byName.keySet().stream().sorted().toList());
        }
        return provider;
    }

    /// Sorted by name.
    List<Provider<?>> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(Provider::name))
                .toList();
    }

    /// A text cut to what one message of the channel may hold; at least one part.
    public List<String> parts(Channel channel, String text) {
        return of(channel)
                .map(provider -> TextParts.of(text, provider.longestText()))
                .orElse(List.of());
    }

    /// Whether the channel's messages go out in one piece, files and all.
    public boolean whole(Channel channel) {
        return of(channel).map(Provider::wholeMessages).orElse(false);
    }

    /// One attempt to hand a message over.
    public Mono<Delivery> send(ProviderAccount account, Outbound message) {
        Provider<?> provider = byName.get(account.provider());
        return provider == null
                ? Mono.just(new Delivery.Failed("This version cannot send through " + account.provider()))
                : send(account, opened(provider, account, message));
    }

    /// One attempt to hand over what is more than a text, under the account's rate and circuit breaker like any other.
    public Mono<Delivery> send(ProviderAccount account, Mono<Delivery> attempt) {
        Provider<?> provider = named(account.provider());
        return rates.take(account.inboxId(), provider.perSecond())
                .<Mono<Delivery>>map(wait -> Mono.just(
                        new Delivery.Postponed("The provider takes no more messages in a second", false, wait)))
                .orElseGet(() -> timed(provider.name(), attempt)
                        .transformDeferred(CircuitBreakerOperator.of(breaker(provider.name(), account.inboxId())))
                        .onErrorReturn(
                                CallNotPermittedException.class,
                                new Delivery.Postponed("The provider has failed too often just now", false, null)));
    }

    private Mono<Delivery> timed(String provider, Mono<Delivery> attempt) {
        return Mono.defer(() -> {
            Timer.Sample call = meters.begin();
            return attempt.doOnNext(delivery -> meters.end(call, provider, delivery));
        });
    }

    private <T extends ProviderSettings> Mono<Delivery> opened(
            Provider<T> provider, ProviderAccount account, Outbound message) {
        return Mono.fromSupplier(() -> accounts.open(account, provider.settings()))
                .flatMap(settings -> provider.send(settings, message));
    }

    /// `DISABLED` while no inbox is connected.
    Mono<Health> health(String provider) {
        return accounts.inboxesOf(provider)
                .concatMap(inboxId -> breaker(provider, inboxId).getState() == CircuitBreaker.State.CLOSED
                        ? named(provider).works(inboxId)
                        : Mono.just(false))
                .collectList()
                .map(Providers::health);
    }

    /// Of all that are connected, the worst.
    Mono<Health> health(Channel channel) {
        return Flux.fromIterable(all())
                .filter(provider -> provider.channel() == channel)
                .concatMap(provider -> health(provider.name()))
                .filter(health -> health != Health.DISABLED)
                .reduce((one, other) -> one.compareTo(other) > 0 ? one : other)
                .defaultIfEmpty(Health.DISABLED);
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

    private CircuitBreaker breaker(String provider, UUID inboxId) {
        return breakers.circuitBreaker(provider + ":" + inboxId);
    }
}
