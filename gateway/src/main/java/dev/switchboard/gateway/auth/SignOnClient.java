package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.problem.ProblemDocument;
import dev.switchboard.common.service.InternalTokenFilter;
import dev.switchboard.common.service.Trace;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// Asks admin-service whose a token of the trusted issuer is.
final class SignOnClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final WebClient client;
    private final SignedTokens tokens;

    SignOnClient(URI adminService, SignedTokens tokens) {
        this.client = WebClient.builder().baseUrl(adminService.toString()).build();
        this.tokens = tokens;
    }

    /// @param role what the user is from now on
    /// @param sessionId the login that the token is
    record Admitted(UUID accountId, UUID userId, String role, UUID sessionId, Instant expiresAt) {}

    private record TokenBody(String token) {}

    /// Fails with the service's refusal, or with `UNAVAILABLE`.
    Mono<Admitted> admit(String token) {
        return Mono.deferContextual(context -> client.post()
                        .uri("/internal/issuer_tokens")
                        .header(InternalTokenFilter.HEADER, tokens.internal(new Caller.Operator()))
                        .header(Trace.HEADER, Trace.header(context))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(WireJson.MAPPER.writeValueAsBytes(new TokenBody(token)))
                        .exchangeToMono(SignOnClient::answer))
                .timeout(TIMEOUT)
                .onErrorMap(error -> !(error instanceof Problem), _ -> unavailable());
    }

    private static Mono<Admitted> answer(ClientResponse response) {
        return response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).map(json -> {
            if (response.statusCode().is2xxSuccessful()) {
                return WireJson.read(json, Admitted.class);
            }
            throw refusal(json);
        });
    }

    private static Problem refusal(byte[] json) {
        try {
            return WireJson.read(json, ProblemDocument.class).toProblem();
        } catch (JacksonException | IllegalArgumentException _) {
            return unavailable();
        }
    }

    private static Problem unavailable() {
        return Problem.of(ProblemCode.UNAVAILABLE, "Single sign-on is not available now")
                .advise("Try again in a moment.");
    }
}
