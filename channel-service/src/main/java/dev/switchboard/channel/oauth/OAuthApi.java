package dev.switchboard.channel.oauth;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// The API of a provider with which accounts agree. Whatever goes wrong is a `Problem` that names the provider; nothing
/// is asked twice.
public final class OAuthApi {
    private final ProviderHttp http;
    private final JsonMapper json;
    private final Clock clock;
    private final String title;
    private final Function<Answer, String> said;

    /// @param title of the provider, for people
    /// @param said reads a refusal's words
    public OAuthApi(ProviderHttp http, JsonMapper json, Clock clock, String title, Function<Answer, String> said) {
        this.http = http;
        this.json = json;
        this.clock = clock;
        this.title = title;
        this.said = said;
    }

    /// RFC 6749, 5.1.
    @JsonNaming(SnakeCaseStrategy.class)
    private record Access(
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable Long expiresIn) {
        @Nullable
        OAuthTokens tokens(Instant now) {
            return accessToken == null
                    ? null
                    : new OAuthTokens(accessToken, refreshToken, expiresIn == null ? null : now.plusSeconds(expiresIn));
        }
    }

    /// Empty where the provider does not take the grant.
    ///
    /// @param grant a code or a refresh token, as fields of the form
    public Mono<OAuthTokens> exchange(String address, String clientId, String clientSecret, Map<String, String> grant) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.setAll(grant);
        form.add("client_id", clientId);
        form.add("client_secret", clientSecret);
        return ask(http.client()
                        .post()
                        .uri(address)
                        .accept(MediaType.APPLICATION_JSON)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(BodyInserters.fromFormData(form)))
                .map(answer -> answer.status() / 100 == 4 ? answer : taken(answer))
                .mapNotNull(answer -> answer.isSuccess() ? answer.as(json, Access.class) : null)
                .mapNotNull(access -> access.tokens(clock.instant()));
    }

    /// @param body goes as JSON; null goes as none
    public Mono<Answer> ask(WebClient.RequestBodySpec request, @Nullable Object body) {
        return ask(
                body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(json.writeValueAsBytes(body)));
    }

    public Mono<Answer> ask(WebClient.RequestHeadersSpec<?> request) {
        return http.ask(request)
                .onErrorMap(
                        error -> error instanceof WebClientException || error instanceof TimeoutException,
                        _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, title + " cannot be reached"));
    }

    /// @throws Problem where it is a refusal, or no JSON of that type
    public <T> T read(Answer answer, Class<T> type) {
        T read = taken(answer).as(json, type);
        if (read == null) {
            throw Problem.of(ProblemCode.UPSTREAM_FAILED, title + "'s answer cannot be read");
        }
        return read;
    }

    private Answer taken(Answer answer) {
        if (answer.isSuccess()) {
            return answer;
        }
        throw switch (answer.status()) {
            case 401 ->
                Problem.of(ProblemCode.UPSTREAM_FAILED, title + " does not take the connection any more")
                        .advise("Connect " + title + " again.");
            case 403, 429 ->
                Problem.of(ProblemCode.UNAVAILABLE, title + " refuses for now: " + said.apply(answer))
                        .advise("Try again later.");
            default -> Problem.of(ProblemCode.UPSTREAM_FAILED, title + " refused: " + said.apply(answer));
        };
    }
}
