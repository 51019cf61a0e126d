package dev.switchboard.channel.hubspot;

import dev.switchboard.channel.crm.Crm;
import dev.switchboard.channel.oauth.Application;
import dev.switchboard.channel.oauth.OAuthTokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// HubSpot as accounts agree with it, and as it keeps their contacts. It has no PKCE.
@Component
class Hubspot implements Application, Crm {
    static final String PROVIDER = "hubspot";
    private static final String SCOPES = "crm.objects.contacts.read crm.objects.contacts.write oauth";

    private final HubspotSettings settings;
    private final HubspotClient client;

    Hubspot(HubspotSettings settings, HubspotClient client) {
        this.settings = settings;
        this.client = client;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public String title() {
        return HubspotClient.TITLE;
    }

    @Override
    public @Nullable String missing() {
        return settings.clientId().isEmpty() ? "HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET" : null;
    }

    @Override
    public URI authorization(String state, String redirect, String challenge) {
        return UriComponentsBuilder.fromUri(settings.url())
                .path("/oauth/authorize")
                .queryParam("client_id", "{client}")
                .queryParam("scope", "{scope}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(settings.clientId(), SCOPES, redirect, state)
                .toUri();
    }

    @Override
    public Mono<Agreed> agree(String code, String redirect, String verifier) {
        return client.exchange(code, redirect)
                .flatMap(tokens -> client.portal(tokens)
                        .mapNotNull(portal -> portal.hubId() == null
                                ? null
                                : new Agreed(
                                        portal.hubId().toString(),
                                        portal.hubDomain() == null
                                                ? portal.hubId().toString()
                                                : portal.hubDomain(),
                                        tokens)));
    }

    @Override
    public Mono<OAuthTokens> refresh(String refreshToken) {
        return client.refresh(refreshToken)
                .map(fresh -> fresh.refreshToken() == null
                        ? new OAuthTokens(fresh.accessToken(), refreshToken, fresh.until())
                        : fresh);
    }

    @Override
    public Mono<Void> revoke(OAuthTokens tokens) {
        return Mono.justOrEmpty(tokens.refreshToken()).flatMap(client::revoke);
    }

    @Override
    public Application application() {
        return this;
    }

    @Override
    public Mono<Map<String, String>> upsert(OAuthTokens tokens, List<Person> contacts) {
        return client.upsert(tokens, contacts)
                .map(made -> made.stream()
                        .flatMap(contact -> Stream.ofNullable(person(contact)))
                        .filter(person -> person.email() != null)
                        .collect(Collectors.toMap(
                                person -> String.valueOf(person.email()),
                                person -> String.valueOf(person.id()),
                                (one, _) -> one)));
    }

    @Override
    public Mono<String> update(OAuthTokens tokens, String contactId, Person contact) {
        return client.update(tokens, contactId, contact).map(HubspotClient.Contact::id);
    }

    @Override
    public Mono<Person> read(OAuthTokens tokens, String contactId) {
        return client.contact(tokens, contactId).map(Hubspot::person);
    }

    @Override
    public Mono<Person> find(OAuthTokens tokens, String email) {
        return client.contactOf(tokens, email).map(Hubspot::person);
    }

    @Override
    public String address(String externalId, String contactId) {
        return settings.url() + "/contacts/" + externalId + "/contact/" + contactId;
    }

    private static Person person(HubspotClient.Contact contact) {
        HubspotClient.Properties has = contact.properties();
        return has == null
                ? new Person(contact.id(), null, null, null)
                : Person.there(contact.id(), has.email(), has.phone(), has.firstname(), has.lastname());
    }
}
