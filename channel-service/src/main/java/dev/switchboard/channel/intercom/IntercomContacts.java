package dev.switchboard.channel.intercom;

import dev.switchboard.channel.crm.Crm;
import dev.switchboard.channel.oauth.Application;
import dev.switchboard.channel.oauth.OAuthTokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Intercom as accounts agree with it, and as it keeps their contacts. It has no PKCE, and its tokens last until the
/// application is taken out of the workspace there.
@Component
class IntercomContacts implements Application, Crm {
    private final IntercomApplication settings;
    private final ContactsClient client;

    IntercomContacts(IntercomApplication settings, ContactsClient client) {
        this.settings = settings;
        this.client = client;
    }

    @Override
    public String provider() {
        return IntercomSettings.PROVIDER;
    }

    @Override
    public String title() {
        return ContactsClient.TITLE;
    }

    @Override
    public @Nullable String missing() {
        return settings.clientId().isEmpty() ? "INTERCOM_CLIENT_ID and INTERCOM_CLIENT_SECRET" : null;
    }

    @Override
    public URI authorization(String state, String redirect, String challenge) {
        return UriComponentsBuilder.fromUri(settings.url())
                .path("/oauth")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(settings.clientId(), redirect, state)
                .toUri();
    }

    @Override
    public Mono<Agreed> agree(String code, String redirect, String verifier) {
        return client.access(code).flatMap(tokens -> client.me(tokens).mapNotNull(me -> agreed(me.app(), tokens)));
    }

    private static @Nullable Agreed agreed(Me.@Nullable App app, OAuthTokens tokens) {
        return app == null || app.idCode() == null
                ? null
                : new Agreed(app.idCode(), Objects.requireNonNullElse(app.name(), app.idCode()), tokens);
    }

    @Override
    public Mono<OAuthTokens> refresh(String refreshToken) {
        return Mono.empty();
    }

    @Override
    public Application application() {
        return this;
    }

    /// One after the other, as Intercom takes them.
    @Override
    public Mono<Map<String, String>> upsert(OAuthTokens tokens, List<Person> contacts) {
        return Flux.fromIterable(contacts)
                .concatMap(person ->
                        client.upsert(tokens, person).map(made -> Map.entry(String.valueOf(person.email()), made.id())))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<String> update(OAuthTokens tokens, String contactId, Person contact) {
        return client.update(tokens, contactId, contact).map(ContactsClient.Contact::id);
    }

    @Override
    public Mono<Person> read(OAuthTokens tokens, String contactId) {
        return client.contact(tokens, contactId).map(IntercomContacts::person);
    }

    @Override
    public Mono<Person> find(OAuthTokens tokens, String email) {
        return client.contactOf(tokens, email).map(IntercomContacts::person);
    }

    @Override
    public String address(String externalId, String contactId) {
        return settings.url() + "/a/apps/" + externalId + "/users/" + contactId;
    }

    private static Person person(ContactsClient.Contact contact) {
        return Person.there(contact.id(), contact.email(), contact.phone(), contact.name());
    }
}
