package dev.switchboard.channel.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.crm.Crm;
import dev.switchboard.channel.oauth.OAuthApi;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Calls HubSpot's API. What HubSpot refuses is a `Problem`; nothing is asked twice.
@Component
class HubspotClient {
    static final String TITLE = "HubSpot";
    private static final String CONTACTS = "/crm/v3/objects/contacts";
    private static final String PROPERTIES = "properties=email,firstname,lastname,phone";

    /// The account that a token opens.
    @JsonNaming(SnakeCaseStrategy.class)
    record Portal(
            @Nullable Long hubId,
            @Nullable String hubDomain,
            @Nullable Long appId) {}

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
    private final OAuthApi api;

    HubspotClient(ProviderHttp http, HubspotSettings settings, JsonMapper json, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.json = json;
        this.api = new OAuthApi(http, json, clock, TITLE, answer -> answer.message(json));
    }

    /// Empty where HubSpot does not take the code.
    Mono<OAuthTokens> exchange(String code, String redirect) {
        return tokens(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirect));
    }

    /// Empty where the refresh token is over.
    Mono<OAuthTokens> refresh(String refreshToken) {
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private Mono<OAuthTokens> tokens(Map<String, String> grant) {
        return api.exchange(settings.apiUrl() + "/oauth/v1/token", settings.clientId(), settings.clientSecret(), grant);
    }

    Mono<Portal> portal(OAuthTokens tokens) {
        return api.ask(http.client()
                        .get()
                        .uri(settings.apiUrl() + "/oauth/v1/access-tokens/{token}", tokens.accessToken()))
                .map(answer -> read(answer, Portal.class));
    }

    /// Whatever it answers.
    Mono<Void> revoke(String refreshToken) {
        return api.ask(http.client().delete().uri(settings.apiUrl() + "/oauth/v1/refresh-tokens/{token}", refreshToken))
                .onErrorComplete(Problem.class)
                .then();
    }

    Mono<List<Contact>> upsert(OAuthTokens tokens, List<Crm.Person> people) {
        Inputs inputs = new Inputs(people.stream()
                .map(person -> new Input("email", String.valueOf(person.email()), Properties.of(person)))
                .toList());
        return call(tokens, HttpMethod.POST, inputs, CONTACTS + "/batch/upsert")
                .map(answer -> read(answer, Batch.class))
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
        return asked.filter(answer -> answer.status() != 404).map(answer -> read(answer, Contact.class));
    }

    private Mono<Answer> call(
            OAuthTokens tokens, HttpMethod method, @Nullable Object body, String path, Object... variables) {
        return api.ask(
                http.client()
                        .method(method)
                        .uri(settings.apiUrl() + path, variables)
                        .headers(headers -> headers.setBearerAuth(tokens.accessToken())),
                body);
    }

    private <T> T read(Answer answer, Class<T> type) {
        if (answer.status() == 400 || answer.status() == 409) {
            throw Crm.refused(TITLE, answer.message(json));
        }
        return api.read(answer, type);
    }
}
