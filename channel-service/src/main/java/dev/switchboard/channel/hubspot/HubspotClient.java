package dev.switchboard.channel.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.crm.Crm;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Calls HubSpot's API. What HubSpot refuses is a `Problem`; nothing is asked twice.
@Component
class HubspotClient {
    private static final String CONTACTS = "/crm/v3/objects/contacts";
    private static final String PROPERTIES = "properties=email,firstname,lastname,phone";

    @JsonNaming(SnakeCaseStrategy.class)
    private record Access(
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable Long expiresIn) {}

    /// The account that a token opens.
    @JsonNaming(SnakeCaseStrategy.class)
    record Portal(
            @Nullable Long hubId,
            @Nullable String hubDomain,
            @Nullable Long appId) {}

    private record Refusal(@Nullable String message) {}

    /// A contact's properties; absent ones stay as they are.
    @JsonInclude(Include.NON_NULL)
    record Properties(
            @Nullable String email,
            @Nullable String firstname,
            @Nullable String lastname,
            @Nullable String phone) {
        /// The first word is the first name, as HubSpot itself has it.
        static Properties of(Crm.Person person) {
            String name = person.name() == null ? null : person.name().strip();
            int space = name == null ? -1 : name.indexOf(' ');
            return new Properties(
                    person.email(),
                    name == null || space < 0 ? name : name.substring(0, space),
                    name == null || space < 0 ? null : name.substring(space + 1).strip(),
                    person.phone());
        }
    }

    record Contact(String id, @Nullable Properties properties) {}

    private record Batch(@Nullable List<Contact> results) {}

    private record Inputs(List<Input> inputs) {}

    private record Input(String idProperty, String id, Properties properties) {}

    private record Change(Properties properties) {}

    private final ProviderHttp http;
    private final HubspotSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    HubspotClient(ProviderHttp http, HubspotSettings settings, JsonMapper json, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /// Empty where HubSpot does not take the code, or the refresh token.
    ///
    /// @param field code or refresh_token
    Mono<OAuthTokens> access(String grant, String field, String value, @Nullable String redirect) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", grant);
        form.add(field, value);
        if (redirect != null) {
            form.add("redirect_uri", redirect);
        }
        form.add("client_id", settings.clientId());
        form.add("client_secret", settings.clientSecret());
        return ask(http.client()
                        .post()
                        .uri(settings.apiUrl() + "/oauth/v1/token")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(BodyInserters.fromFormData(form)))
                .map(answer -> answer.status() / 100 == 4 ? answer : whole(answer))
                .mapNotNull(answer -> answer.isSuccess() ? answer.as(json, Access.class) : null)
                .mapNotNull(access -> access.accessToken() == null || access.expiresIn() == null
                        ? null
                        : new OAuthTokens(
                                access.accessToken(),
                                access.refreshToken(),
                                clock.instant().plusSeconds(access.expiresIn())));
    }

    Mono<Portal> portal(OAuthTokens tokens) {
        return ask(http.client().get().uri(settings.apiUrl() + "/oauth/v1/access-tokens/{token}", tokens.accessToken()))
                .map(this::taken)
                .map(answer -> read(answer, Portal.class));
    }

    /// Whatever it answers.
    Mono<Void> revoke(String refreshToken) {
        return ask(http.client().delete().uri(settings.apiUrl() + "/oauth/v1/refresh-tokens/{token}", refreshToken))
                .onErrorComplete(Problem.class)
                .then();
    }

    Mono<List<Contact>> upsert(OAuthTokens tokens, List<Crm.Person> people) {
        Inputs inputs = new Inputs(people.stream()
                .map(person -> new Input("email", String.valueOf(person.email()), Properties.of(person)))
                .toList());
        return call(tokens, HttpMethod.POST, inputs, CONTACTS + "/batch/upsert")
                .map(answer -> read(taken(answer), Batch.class))
                .map(batch -> batch.results() == null ? List.of() : batch.results());
    }

    /// Empty where it is gone.
    Mono<Contact> update(OAuthTokens tokens, String id, Crm.Person person) {
        return found(call(tokens, HttpMethod.PATCH, new Change(Properties.of(person)), CONTACTS + "/{id}", id));
    }

    Mono<Contact> contact(OAuthTokens tokens, String id) {
        return found(call(tokens, HttpMethod.GET, null, CONTACTS + "/{id}?" + PROPERTIES, id));
    }

    Mono<Contact> contactOf(OAuthTokens tokens, String email) {
        return found(call(tokens, HttpMethod.GET, null, CONTACTS + "/{email}?idProperty=email&" + PROPERTIES, email));
    }

    private Mono<Contact> found(Mono<Answer> asked) {
        return asked.filter(answer -> answer.status() != 404).map(answer -> read(taken(answer), Contact.class));
    }

    private Mono<Answer> call(
            OAuthTokens tokens, HttpMethod method, @Nullable Object body, String path, Object... variables) {
        WebClient.RequestBodySpec request = http.client()
                .method(method)
                .uri(settings.apiUrl() + path, variables)
                .headers(headers -> headers.setBearerAuth(tokens.accessToken()));
        return ask(
                body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(json.writeValueAsBytes(body)));
    }

    private Mono<Answer> ask(WebClient.RequestHeadersSpec<?> request) {
        return http.ask(request)
                .onErrorMap(
                        error -> error instanceof WebClientException || error instanceof TimeoutException,
                        _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "HubSpot cannot be reached"));
    }

    private <T> T read(Answer answer, Class<T> type) {
        T read = answer.as(json, type);
        if (read == null) {
            throw Problem.of(ProblemCode.UPSTREAM_FAILED, "HubSpot's answer cannot be read");
        }
        return read;
    }

    private Answer taken(Answer answer) {
        if (answer.status() != 400 && answer.status() != 409) {
            return whole(answer);
        }
        throw Crm.refused("HubSpot", said(answer));
    }

    private Answer whole(Answer answer) {
        if (answer.isSuccess()) {
            return answer;
        }
        throw switch (answer.status()) {
            case 401 ->
                Problem.of(ProblemCode.UPSTREAM_FAILED, "HubSpot does not take the connection any more")
                        .advise("Connect HubSpot again.");
            case 403, 429 -> Problem.of(ProblemCode.UNAVAILABLE, "HubSpot refuses for now: " + said(answer));
            default -> Problem.of(ProblemCode.UPSTREAM_FAILED, "HubSpot refused: " + said(answer));
        };
    }

    private String said(Answer answer) {
        Refusal refusal = answer.as(json, Refusal.class);
        return refusal == null || refusal.message() == null ? "status " + answer.status() : refusal.message();
    }
}
