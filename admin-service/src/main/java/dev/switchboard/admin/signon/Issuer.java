package dev.switchboard.admin.signon;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// The issuer as the settings name it: its discovery document, its keys, its token endpoint. Addresses come from that
/// document alone, never from a token.
@Component
class Issuer {
    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
    private static final int LARGEST = 256 * 1024;

    private final OidcSettings settings;
    private final WebClient client;
    private final Clock clock;
    private volatile @Nullable Known known;

    Issuer(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = WebClient.builder()
                .clientConnector(
                        new ReactorClientHttpConnector(HttpClient.create().followRedirect(false)))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST))
                .build();
    }

    record Discovery(
            String issuer,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("authorization_endpoint") String authorizationEndpoint,
            @JsonProperty("token_endpoint") String tokenEndpoint) {}

    /// What was read of it, and when.
    record Known(Discovery discovery, List<JsonWebKey> keys, Instant at) {}

    Mono<Discovery> discovery() {
        return current().map(Known::discovery);
    }

    /// The keys that are kept.
    Mono<List<JsonWebKey>> keys() {
        return current().map(Known::keys);
    }

    /// The keys, read again unless that was a moment ago: one that is unknown may be new.
    Mono<List<JsonWebKey>> keysAgain() {
        Known now = known;
        return (now == null || now.at().plus(settings.again()).isBefore(clock.instant()) ? read() : Mono.just(now))
                .map(Known::keys);
    }

    /// Gives the id token for a code of the browser's.
    Mono<String> exchange(MultiValueMap<String, String> form) {
        return discovery()
                .flatMap(discovery -> client.post()
                        .uri(discovery.tokenEndpoint())
                        .headers(headers -> {
                            if (!settings.clientSecret().isEmpty()) {
                                headers.setBasicAuth(settings.clientId(), settings.clientSecret());
                            }
                        })
                        .body(BodyInserters.fromFormData(form))
                        .retrieve()
                        .bodyToMono(byte[].class)
                        .timeout(settings.timeout()))
                .mapNotNull(
                        json -> WireJson.MAPPER.readTree(json).path("id_token").asString(null))
                .onErrorMap(error -> !(error instanceof Problem), Issuer::unreachable);
    }

    private Mono<Known> current() {
        Known now = known;
        return now != null && now.at().plus(settings.keys()).isAfter(clock.instant()) ? Mono.just(now) : read();
    }

    private Mono<Known> read() {
        String base = settings.issuer().replaceAll("/+$", "");
        return get(base + "/.well-known/openid-configuration")
                .map(json -> WireJson.read(json, Discovery.class))
                .filter(discovery -> settings.issuer().equals(discovery.issuer()))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("it names another issuer")))
                .flatMap(discovery ->
                        get(discovery.jwksUri()).map(json -> new Known(discovery, parse(json), clock.instant())))
                .doOnNext(now -> known = now)
                .onErrorMap(error -> !(error instanceof Problem), Issuer::unreachable);
    }

    private Mono<byte[]> get(String uri) {
        return client.get().uri(uri).retrieve().bodyToMono(byte[].class).timeout(settings.timeout());
    }

    private static List<JsonWebKey> parse(byte[] json) {
        try {
            return List.copyOf(new JsonWebKeySet(new String(json, StandardCharsets.UTF_8)).getJsonWebKeys());
        } catch (JoseException e) {
            throw new IllegalStateException("its keys cannot be read", e);
        }
    }

    private static Problem unreachable(Throwable error) {
        LOG.warn("the issuer does not answer as it should: {}", summary(error));
        return Problem.of(ProblemCode.UNAVAILABLE, "Single sign-on is not available now")
                .advise("Try again in a moment.");
    }

    /// Without the body, in which there may be tokens.
    private static String summary(Throwable error) {
        return error instanceof WebClientException ? error.getClass().getSimpleName() : error.toString();
    }
}
