package dev.switchboard.channel.intercom;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.crm.Crm;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Calls Intercom's API for contacts. What Intercom refuses is a `Problem`; nothing is asked twice.
@Component
class ContactsClient {
    private static final String TITLE = "Intercom";

    @JsonNaming(SnakeCaseStrategy.class)
    private record Access(@Nullable String accessToken) {}

    /// @param role only of a new one
    @JsonInclude(Include.NON_NULL)
    private record Change(
            @Nullable String role,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone) {
        static Change of(@Nullable String role, Crm.Person person) {
            return new Change(role, person.email(), person.name(), person.phone());
        }
    }

    record Contact(
            String id,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone) {}

    private record Search(Query query) {}

    private record Query(String field, String operator, String value) {}

    private record Found(@Nullable List<Contact> data) {}

    private final ProviderHttp http;
    private final IntercomApplication application;
    private final JsonMapper json;

    ContactsClient(ProviderHttp http, IntercomApplication application, JsonMapper json) {
        this.http = http;
        this.application = application;
        this.json = json;
    }

    /// Empty where Intercom does not take the code. Its tokens do not expire.
    Mono<OAuthTokens> access(String code) {
        return ask(http.client()
                        .post()
                        .uri(application.apiUrl() + "/auth/eagle/token")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(BodyInserters.fromFormData("code", code)
                                .with("client_id", application.clientId())
                                .with("client_secret", application.clientSecret())))
                .map(answer -> answer.status() / 100 == 4 ? answer : taken(answer))
                .mapNotNull(answer -> answer.isSuccess() ? answer.as(json, Access.class) : null)
                .mapNotNull(access ->
                        access.accessToken() == null ? null : new OAuthTokens(access.accessToken(), null, null));
    }

    Mono<Me> me(OAuthTokens tokens) {
        return call(tokens, HttpMethod.GET, null, "/me").map(answer -> read(taken(answer), Me.class));
    }

    /// Found by its address where it is there already.
    Mono<Contact> upsert(OAuthTokens tokens, Crm.Person person) {
        return call(tokens, HttpMethod.POST, Change.of("user", person), "/contacts")
                .flatMap(answer -> {
                    Optional<String> there = answer.status() == 409 ? Errors.existing(answer, json) : Optional.empty();
                    return there.isPresent()
                            ? update(tokens, there.get(), person)
                            : Mono.fromSupplier(() -> read(taken(answer), Contact.class));
                });
    }

    /// Empty where it is gone.
    Mono<Contact> update(OAuthTokens tokens, String id, Crm.Person person) {
        return found(call(tokens, HttpMethod.PUT, Change.of(null, person), "/contacts/{id}", id));
    }

    Mono<Contact> contact(OAuthTokens tokens, String id) {
        return found(call(tokens, HttpMethod.GET, null, "/contacts/{id}", id));
    }

    /// Empty where nobody has it.
    Mono<Contact> contactOf(OAuthTokens tokens, String email) {
        return call(tokens, HttpMethod.POST, new Search(new Query("email", "=", email)), "/contacts/search")
                .map(answer -> read(taken(answer), Found.class))
                .mapNotNull(found -> found.data() == null || found.data().isEmpty()
                        ? null
                        : found.data().getFirst());
    }

    private Mono<Contact> found(Mono<Answer> asked) {
        return asked.filter(answer -> answer.status() != 404).map(answer -> read(taken(answer), Contact.class));
    }

    private Mono<Answer> call(
            OAuthTokens tokens, HttpMethod method, @Nullable Object body, String path, Object... variables) {
        WebClient.RequestBodySpec request = http.client()
                .method(method)
                .uri(application.apiUrl() + path, variables)
                .headers(IntercomHeaders.of(tokens.accessToken()));
        return ask(
                body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(json.writeValueAsBytes(body)));
    }

    private Mono<Answer> ask(WebClient.RequestHeadersSpec<?> request) {
        return http.ask(request)
                .onErrorMap(
                        error -> error instanceof WebClientException || error instanceof TimeoutException,
                        _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Intercom cannot be reached"));
    }

    private <T> T read(Answer answer, Class<T> type) {
        T read = answer.as(json, type);
        if (read == null) {
            throw Problem.of(ProblemCode.UPSTREAM_FAILED, "Intercom's answer cannot be read");
        }
        return read;
    }

    private Answer taken(Answer answer) {
        if (answer.isSuccess()) {
            return answer;
        }
        String said = Errors.said(answer, json);
        throw switch (answer.status()) {
            case 400, 409, 422 -> Crm.refused(TITLE, said);
            case 401 ->
                Problem.of(ProblemCode.UPSTREAM_FAILED, "Intercom does not take the connection any more")
                        .advise("Connect Intercom again.");
            case 403, 429 -> Problem.of(ProblemCode.UNAVAILABLE, "Intercom refuses for now: " + said);
            default -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Intercom refused: " + said);
        };
    }
}
