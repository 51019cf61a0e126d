package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.problem.ProblemDocument;
import dev.switchboard.common.service.InternalTokenFilter;
import dev.switchboard.common.service.Trace;
import dev.switchboard.gateway.auth.SignedTokens;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Does on conversation-service what an agent does on a socket. One try: what was recorded and not answered is found
/// by its idempotency key when the client repeats it.
final class DeskClient {
    private final WebClient client;
    private final SignedTokens tokens;
    private final CircuitBreaker breaker;
    private final ParticipantSettings settings;

    DeskClient(URI conversationService, SignedTokens tokens, CircuitBreaker breaker, ParticipantSettings settings) {
        this.client = WebClient.builder()
                .baseUrl(conversationService.toString())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()))
                .build();
        this.tokens = tokens;
        this.breaker = breaker;
        this.settings = settings;
    }

    Mono<PostedMessage> post(
            Caller.Agent agent,
            UUID conversationId,
            String body,
            boolean note,
            List<UUID> fileIds,
            String idempotencyKey) {
        Posting posting = new Posting(new Posting.Body(body, conversationId, note ? "note" : "reply", fileIds));
        return answer(Mono.deferContextual(context -> client.post()
                        .uri("/api/messages")
                        .header(InternalTokenFilter.HEADER, tokens.internal(agent))
                        .header(Trace.HEADER, Trace.header(context))
                        .header("Idempotency-Key", idempotencyKey)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(WireJson.MAPPER.writeValueAsBytes(posting))
                        .exchangeToMono(DeskClient::body)))
                .map(DeskClient::posted);
    }

    Mono<Void> seen(Caller.Agent agent, UUID conversationId) {
        return answer(Mono.deferContextual(context -> client.post()
                        .uri("/internal/conversations/{id}/seen", conversationId)
                        .header(InternalTokenFilter.HEADER, tokens.internal(agent))
                        .header(Trace.HEADER, Trace.header(context))
                        .exchangeToMono(DeskClient::body)))
                .then();
    }

    private Mono<byte[]> answer(Mono<byte[]> call) {
        return call.timeout(settings.answerTimeout())
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(DeskClient::problem);
    }

    private static Mono<byte[]> body(ClientResponse response) {
        Mono<byte[]> body = response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]);
        return response.statusCode().is2xxSuccessful()
                ? body
                : body.flatMap(json -> Mono.error(refusal(json, response)));
    }

    private static Problem refusal(byte[] json, ClientResponse response) {
        try {
            return WireJson.read(json, ProblemDocument.class).toProblem();
        } catch (JacksonException | IllegalArgumentException _) {
            return response.statusCode().is4xxClientError()
                    ? Problem.of(ProblemCode.INVALID_REQUEST, "The request was refused")
                    : Problem.of(ProblemCode.UPSTREAM_FAILED, "The service failed");
        }
    }

    private static Throwable problem(Throwable error) {
        return switch (error) {
            case TimeoutException _ -> unknown();
            case IOException _ -> unknown();
            case WebClientRequestException _ -> unknown();
            case CallNotPermittedException _ ->
                Problem.of(ProblemCode.UNAVAILABLE, "The service does not answer")
                        .advise("Try again in a moment.");
            case Throwable _ -> error;
        };
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.OUTCOME_UNKNOWN, "It is not known whether this was recorded")
                .advise("Send it again with the same id.");
    }

    private static PostedMessage posted(byte[] json) {
        JsonNode data = WireJson.MAPPER.readTree(json).path("data");
        Posted posted = WireJson.MAPPER.treeToValue(data, Posted.class);
        return new PostedMessage(
                posted.id(),
                posted.conversationId(),
                posted.seq(),
                posted.createdAt(),
                WireJson.MAPPER.writeValueAsBytes(data));
    }

    private record Posting(Body message) {
        @JsonNaming(SnakeCaseStrategy.class)
        private record Body(String body, UUID conversationId, String type, List<UUID> fileIds) {}
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Posted(UUID id, UUID conversationId, long seq, Instant createdAt) {}
}
