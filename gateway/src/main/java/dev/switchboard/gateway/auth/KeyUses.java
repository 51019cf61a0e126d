package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.InternalTokenFilter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// When each key was last used and how much it read, told to admin-service in batches: a request costs an entry in a
/// map, never a write.
/// What cannot be told is told with the next batch; a killed gateway forgets its last one.
final class KeyUses implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);
    private static final int BATCH = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// @param flush how often uses are told
    @ConfigurationProperties("switchboard.key-uses")
    record Settings(@DefaultValue("10s") Duration flush) {}

    /// @param bytes that it was given to read since it was told last
    private record Use(UUID keyId, Instant usedAt, long bytes) {
        Use and(Use other) {
            return new Use(keyId, usedAt.isAfter(other.usedAt) ? usedAt : other.usedAt, bytes + other.bytes);
        }
    }

    private record Uses(List<Use> uses) {}

    /// As many entries as there are keys in use.
    private final ConcurrentMap<UUID, Use> untold = new ConcurrentHashMap<>();

    private final WebClient client;
    private final SignedTokens tokens;
    private final Clock clock;
    private final Duration every;
    private @Nullable Disposable work;

    KeyUses(URI adminService, SignedTokens tokens, Clock clock, Duration every) {
        this.client = WebClient.builder()
                .baseUrl(adminService.toString())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()))
                .build();
        this.tokens = tokens;
        this.clock = clock;
        this.every = every;
    }

    void used(UUID keyId) {
        read(keyId, 0);
    }

    void read(UUID keyId, long bytes) {
        keep(new Use(keyId, clock.instant(), bytes));
    }

    private void keep(Use use) {
        Use _ = untold.merge(use.keyId(), use, Use::and);
    }

    private Mono<Void> flush() {
        return Flux.fromIterable(List.copyOf(untold.keySet()))
                .buffer(BATCH)
                .concatMap(ids -> tell(taken(ids)))
                .then();
    }

    private List<Use> taken(List<UUID> ids) {
        List<Use> uses = new ArrayList<>();
        for (UUID id : ids) {
            Use use = untold.remove(id);
            if (use != null) {
                uses.add(use);
            }
        }
        return uses;
    }

    private Mono<Void> tell(List<Use> uses) {
        return client.post()
                .uri("/internal/key-uses")
                .header(InternalTokenFilter.HEADER, tokens.internal(new Caller.Operator()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(WireJson.MAPPER.writeValueAsBytes(new Uses(uses)))
                .retrieve()
                .toBodilessEntity()
                .timeout(PATIENCE)
                .then()
                .onErrorResume(Exception.class, error -> {
                    LOG.debug("the last uses of {} keys are told later: {}", uses.size(), error.toString());
                    uses.forEach(this::keep);
                    return Mono.empty();
                });
    }

    @Override
    public void start() {
        work = Flux.interval(every).onBackpressureDrop().concatMap(_ -> flush()).subscribe();
    }

    @Override
    public void stop(Runnable stopped) {
        if (work != null) {
            work.dispose();
        }
        work = flush().doFinally(_ -> stopped.run()).subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return work != null && !work.isDisposed();
    }
}
