package dev.switchboard.channel.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The health of all channels in the platform's form. Its names are logical: the chatbot core is reached through
/// Kafka, and there is no Redis. Asked again within two seconds it answers from memory.
@RestController
@Tag(name = "Platform: channels")
class ChannelHealthController {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final String VERSION = "0.1.0";

    private final Providers providers;
    private final HealthEndpoint endpoint;
    private final List<Connections> connections;
    private final Mono<View> view;

    ChannelHealthController(Providers providers, HealthEndpoint endpoint, List<Connections> connections) {
        this.providers = providers;
        this.endpoint = endpoint;
        this.connections = connections;
        this.view = Mono.defer(this::look).cache(FRESH);
    }

    @Operation(
            summary = "Are the channels healthy?",
            description = "`dependencies` are the platform's logical names; `disabled` says that nothing of the "
                    + "kind is set up. At most two seconds old. Who works for an account also sees its mailboxes: the "
                    + "last look into each, what went wrong since, and what waits there.")
    @GetMapping("/api/channels/health")
    Mono<View> health(Caller caller) {
        return caller instanceof Caller.Staff staff
                ? view.flatMap(all -> Flux.fromIterable(connections)
                        .concatMap(kind -> kind.of(staff.accountId()))
                        .collectList()
                        .map(all::with))
                : view;
    }

    private Mono<View> look() {
        Mono<Health> broker = Mono.fromCallable(() -> endpoint.healthForPath("binders"))
                .map(ChannelHealthController::of)
                .defaultIfEmpty(Health.UNHEALTHY)
                .subscribeOn(Schedulers.boundedElastic());
        Mono<Map<String, Health>> each = Flux.fromIterable(providers.all())
                .concatMap(
                        provider -> providers.health(provider.name()).map(health -> Map.entry(provider.name(), health)))
                .collect(LinkedHashMap::new, (map, entry) -> map.put(entry.getKey(), entry.getValue()));
        return Mono.zip(broker, providers.health(Channel.WHATSAPP), providers.health(Channel.EMAIL), each)
                .map(all -> {
                    Dependencies dependencies =
                            new Dependencies(Health.DISABLED, all.getT1(), all.getT2(), all.getT3(), Health.HEALTHY);
                    return new View(dependencies.worst(all.getT4().values()), VERSION, dependencies, all.getT4(), null);
                });
    }

    private static Health of(HealthDescriptor descriptor) {
        return descriptor.getStatus().equals(Status.UP) ? Health.HEALTHY : Health.UNHEALTHY;
    }

    /// @param channels every provider that this version knows, by name
    /// @param connections of the caller's account, for who works for one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            Health status,
            String version,
            Dependencies dependencies,
            Map<String, Health> channels,
            @Nullable List<Connections.Connection> connections) {
        View with(List<Connections.Connection> own) {
            return new View(status, version, dependencies, channels, own);
        }
    }

    /// @param websocket the gateway's; whoever hears this answer has come through it
    @JsonNaming(SnakeCaseStrategy.class)
    record Dependencies(Health redis, Health chatbotCore, Health whatsapp, Health email, Health websocket) {
        Health worst(Collection<Health> channels) {
            if (chatbotCore == Health.UNHEALTHY) {
                return Health.UNHEALTHY;
            }
            boolean well = channels.stream().allMatch(health -> health == Health.HEALTHY || health == Health.DISABLED);
            return well ? Health.HEALTHY : Health.DEGRADED;
        }
    }
}
