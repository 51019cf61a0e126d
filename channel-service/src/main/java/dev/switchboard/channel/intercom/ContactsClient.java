package dev.switchboard.channel.intercom;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.crm.Crm;
import dev.switchboard.channel.oauth.OAuthApi;
import dev.switchboard.channel.oauth.OAuthTokens;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Calls Intercom's API for contacts. What Intercom refuses is a `Problem`; nothing is asked twice.
@Component
class ContactsClient {
    static final String TITLE = "Intercom";

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
    private final OAuthApi api;

    ContactsClient(ProviderHttp http, IntercomApplication application, JsonMapper json, Clock clock) {
        this.http = http;
        this.application = application;
        this.json = json;
        this.api = new OAuthApi(http, json, clock, TITLE, answer -> Errors.said(answer, json));
    }

    /// Empty where Intercom does not take the code. Its tokens do not expire.
    Mono<OAuthTokens> access(String code) {
        return api.exchange(
                application.apiUrl() + "/auth/eagle/token",
                application.clientId(),
                application.clientSecret(),
                Map.of("code", code));
    }

    Mono<Me> me(OAuthTokens tokens) {
        return call(tokens, HttpMethod.GET, null, "/me").map(answer -> read(answer, Me.class));
    }

    /// Found by its address where it is there already.
    Mono<Contact> upsert(OAuthTokens tokens, Crm.Person person) {
        return call(tokens, HttpMethod.POST, Change.of("user", person), "/contacts")
                .flatMap(answer -> {
                    Optional<String> there = answer.status() == 409 ? Errors.existing(answer, json) : Optional.empty();
                    return there.isPresent()
                            ? update(tokens, there.get(), person)
                            : Mono.fromSupplier(() -> read(answer, Contact.class));
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
                .map(answer -> read(answer, Found.class))
                .mapNotNull(found -> found.data() == null || found.data().isEmpty()
                        ? null
                        : found.data().getFirst());
    }

    private Mono<Contact> found(Mono<Answer> asked) {
        return asked.filter(answer -> answer.status() != 404).map(answer -> read(answer, Contact.class));
    }

    private Mono<Answer> call(
            OAuthTokens tokens, HttpMethod method, @Nullable Object body, String path, Object... variables) {
        return api.ask(
                http.client()
                        .method(method)
                        .uri(application.apiUrl() + path, variables)
                        .headers(IntercomHeaders.of(tokens.accessToken())),
                body);
    }

    private <T> T read(Answer answer, Class<T> type) {
        return switch (answer.status()) {
            case 400, 409, 422 -> throw Crm.refused(TITLE, Errors.said(answer, json));
            default -> api.read(answer, type);
        };
    }
}
