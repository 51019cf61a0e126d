package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.service.InternalTokenFilter;
import dev.switchboard.common.service.Trace;
import dev.switchboard.gateway.auth.SignedTokens;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;

/// Reads a conversation from its owner, conversation-service. One try: who reads decides when to try again.
final class FeedClient {
    /// The hundred messages of an answer at their longest, written as JSON.
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private static final ObjectReader PAGES =
            WireJson.MAPPER.readerFor(new TypeReference<List<Optional<FeedPage>>>() {});
    private static final ObjectReader ACCOUNT_PAGE = WireJson.MAPPER.readerFor(AccountPage.class);

    private final WebClient client;
    private final SignedTokens tokens;
    private final CircuitBreaker breaker;
    private final FeedSettings settings;
    private final FeedReads reads;

    FeedClient(URI conversationService, SignedTokens tokens, CircuitBreaker breaker, FeedSettings settings) {
        ConnectionProvider connections = ConnectionProvider.builder("feed")
                .maxConnections(settings.readers())
                .pendingAcquireMaxCount(settings.waitingReads())
                .pendingAcquireTimeout(settings.patience())
                .maxIdleTime(Duration.ofSeconds(30))
                .build();
        this.client = WebClient.builder()
                .baseUrl(conversationService.toString())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
        this.tokens = tokens;
        this.breaker = breaker;
        this.settings = settings;
        this.reads = new FeedReads(this::ask, settings.catchingUp(), settings.waitingReads());
    }

    /// @param after the last `seq` that is known; `Long.MAX_VALUE` asks for the state and no messages
    Mono<FeedPage> read(Place place, long after) {
        return reads.read(Wanted.after(place, after));
    }

    /// The first page of what was recorded after a moment.
    Mono<FeedPage> readSince(Place place, Instant moment) {
        return reads.read(Wanted.since(place, moment));
    }

    private Mono<List<Optional<FeedPage>>> ask(List<Wanted> wanted) {
        byte[] body = WireJson.MAPPER.writeValueAsBytes(new FeedsRequest(wanted, settings.page()));
        return answer(() -> client.post()
                        .uri("/internal/feeds")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body))
                .map(json -> PAGES.<List<Optional<FeedPage>>>readValue(json));
    }

    private record FeedsRequest(List<Wanted> wanted, int limit) {}

    /// @param after the last `pos` that is known; `Long.MAX_VALUE` asks for the state and no facts
    Mono<AccountPage> account(UUID accountId, long after) {
        return get(uri -> uri.path("/internal/accounts/{id}/feed")
                        .queryParam("after", after)
                        .queryParam("limit", settings.page())
                        .build(accountId))
                .map(json -> ACCOUNT_PAGE.<AccountPage>readValue(json));
    }

    /// The first page of what was logged after a moment.
    Mono<AccountPage> accountSince(UUID accountId, Instant moment) {
        return get(uri -> uri.path("/internal/accounts/{id}/feed")
                        .queryParam("since", moment)
                        .queryParam("limit", settings.page())
                        .build(accountId))
                .map(json -> ACCOUNT_PAGE.<AccountPage>readValue(json));
    }

    Mono<byte[]> conversation(UUID accountId, UUID conversationId) {
        return get(uri -> uri.path("/internal/conversations/{id}")
                .queryParam("accountId", accountId)
                .build(conversationId));
    }

    Mono<Membership.Member> member(UUID conversationId, UUID customerId) {
        return get(uri -> uri.path("/internal/conversations/{id}/member")
                        .queryParam("customerId", customerId)
                        .build(conversationId))
                .map(json -> WireJson.read(json, Membership.Member.class));
    }

    private Mono<byte[]> get(Function<UriBuilder, URI> uri) {
        return answer(() -> client.get().uri(uri))
                .onErrorMap(WebClientResponseException.NotFound.class, _ -> Problem.notFound("Conversation"));
    }

    private Mono<byte[]> answer(Supplier<WebClient.RequestHeadersSpec<?>> request) {
        return Mono.deferContextual(context -> request.get()
                        .header(InternalTokenFilter.HEADER, tokens.internal(new Caller.Operator()))
                        .header(Trace.HEADER, Trace.header(context))
                        .retrieve()
                        .bodyToMono(byte[].class))
                .timeout(settings.readTimeout())
                .transformDeferred(CircuitBreakerOperator.of(breaker));
    }
}
