package dev.switchboard.gateway.web;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.InternalTokenFilter;
import dev.switchboard.gateway.auth.SignedTokens;
import dev.switchboard.gateway.route.RouteTable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Asks every service what its routes are, all at once. A service that is down leaves its part missing, nothing else.
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final int AT_ONCE = 8;

    private final RouteTable routes;
    private final SignedTokens tokens;
    private final DocsSettings settings;
    private final WebClient client;

    Parts(RouteTable routes, SignedTokens tokens, DocsSettings settings) {
        this.routes = routes;
        this.tokens = tokens;
        this.settings = settings;
        this.client = WebClient.builder()
                .codecs(codecs -> codecs.defaultCodecs()
                        .maxInMemorySize((int) settings.largestPart().toBytes()))
                .build();
    }

    /// In the order of the services' names; on a thread that may take its time.
    Mono<List<Part>> read() {
        return Flux.fromIterable(routes.services().entrySet())
                .sort(Map.Entry.comparingByKey())
                .flatMapSequential(service -> part(service.getKey(), service.getValue()), AT_ONCE)
                .collectList();
    }

    private Mono<Part> part(String service, URI address) {
        return client.get()
                .uri(address.resolve("/internal/openapi"))
                .header(InternalTokenFilter.HEADER, tokens.internal(new Caller.Operator()))
                .retrieve()
                .bodyToMono(byte[].class)
                .timeout(settings.patience())
                .publishOn(Schedulers.boundedElastic())
                .<Part>map(json -> new Part.Told(service, WireJson.read(json, ObjectNode.class)))
                .onErrorResume(WebClientException.class, error -> missing(service, error))
                .onErrorResume(TimeoutException.class, error -> missing(service, error))
                .onErrorResume(JacksonException.class, error -> missing(service, error))
                .defaultIfEmpty(new Part.Missing(service));
    }

    private static Mono<Part> missing(String service, Exception error) {
        LOG.warn("The API docs lack the part of {}: {}", service, error.toString());
        return Mono.just(new Part.Missing(service));
    }
}
