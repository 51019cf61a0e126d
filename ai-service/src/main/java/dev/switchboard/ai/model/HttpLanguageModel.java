package dev.switchboard.ai.model;

import dev.switchboard.common.contract.WireJson;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;

/// Asks a language model over HTTP: a time limit for each attempt, retries where the endpoint is busy or broken, and a
/// circuit breaker round them.
final class HttpLanguageModel implements LanguageModel {
    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS =
            new ParameterizedTypeReference<>() {};
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final WebClient client;
    private final ModelDialect dialect;
    private final ModelEndpoint endpoint;
    private final CircuitBreaker breaker;

    HttpLanguageModel(WebClient client, ModelDialect dialect, ModelEndpoint endpoint, CircuitBreaker breaker) {
        this.client = client;
        this.dialect = dialect;
        this.endpoint = endpoint;
        this.breaker = breaker;
    }

    @Override
    public String name() {
        return dialect.model();
    }

    /// The end of all patience fails the attempt that is under way then, and so counts for the breaker: an attempt that
    /// were cut off from outside would be as if it had never been, and a silent model never be found out.
    @Override
    public Mono<Completion> complete(Prompt prompt, Consumer<String> soFar) {
        return Mono.defer(() -> {
            long end = System.nanoTime() + endpoint.patience().toNanos();
            return Mono.defer(() -> attempt(prompt, soFar).timeout(shorter(endpoint.timeout(), left(end))))
                    .onErrorMap(TimeoutException.class, _ -> new ModelUnavailable("did not answer in time", true))
                    .onErrorMap(WebClientException.class, _ -> new ModelUnavailable("cannot be reached", true))
                    .onErrorMap(IOException.class, _ -> new ModelUnavailable("broke off", true))
                    .onErrorMap(
                            JacksonException.class, _ -> new ModelUnavailable("answered something unreadable", true))
                    .transformDeferred(CircuitBreakerOperator.of(breaker))
                    .retryWhen(Retry.backoff(endpoint.maxRetries(), PAUSE)
                            .maxBackoff(LONGEST_PAUSE)
                            .filter(error -> error instanceof ModelUnavailable failure
                                    && failure.isPassing()
                                    && left(end).compareTo(LONGEST_PAUSE) > 0)
                            .onRetryExhaustedThrow((_, signal) -> signal.failure()))
                    .onErrorMap(CallNotPermittedException.class, _ -> new ModelUnavailable("keeps failing", false));
        });
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Mono<Completion> attempt(Prompt prompt, Consumer<String> soFar) {
        return client.post()
                .uri(URI.create(dialect.url()))
                .headers(headers -> dialect.headers().forEach(headers::set))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(WireJson.write(dialect.request(prompt)))
                .exchangeToMono(response -> response.statusCode().value() == 200 && isStream(response)
                        ? streamed(prompt, response, soFar)
                        : completion(response));
    }

    private Mono<Completion> completion(ClientResponse response) {
        int status = response.statusCode().value();
        return response.bodyToMono(String.class).defaultIfEmpty("").map(body -> {
            if (status != 200) {
                throw new ModelUnavailable("answered " + status, status == 408 || status == 429 || status >= 500);
            }
            return dialect.completion(body);
        });
    }

    private static boolean isStream(ClientResponse response) {
        return response.headers()
                .contentType()
                .filter(MediaType.TEXT_EVENT_STREAM::isCompatibleWith)
                .isPresent();
    }

    private Mono<Completion> streamed(Prompt prompt, ClientResponse response, Consumer<String> soFar) {
        return response.bodyToFlux(EVENTS)
                .mapNotNull(ServerSentEvent::data)
                .map(dialect::piece)
                .takeUntil(ModelDialect.Piece::last)
                .collect(Streamed::new, (all, piece) -> {
                    if (all.add(piece)) {
                        soFar.accept(all.text());
                    }
                })
                .map(all -> all.completion(prompt));
    }
}
