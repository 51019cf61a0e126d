package dev.switchboard.channel.kit;

import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.TestGateway;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;

/// What the contract is tried on: an account with an inbox for each adapter, the emulated providers, and the gateway
/// between them and the service.
final class Stage {
    private final UUID account = Ids.next();
    private final Map<String, UUID> inboxes = new HashMap<>();
    private final TestGateway gateway = new TestGateway();
    private final Emulated emulators =
            new Emulated(gateway.url(), "switchboard.emulators.hang=3s", "switchboard.emulators.hubspot.life=60");
    private final AtomicInteger number = new AtomicInteger((int) (System.currentTimeMillis() % 900_000));

    UUID account() {
        return account;
    }

    TestGateway gateway() {
        return gateway;
    }

    Emulated emulators() {
        return emulators;
    }

    Stream<ChannelKit> adapters() {
        return Kits.all(emulators.url(), emulators.mailbox("127.0.0.1", "demo-mail"));
    }

    void settings(DynamicPropertyRegistry registry) {
        registry.add("GRAPH_URL", emulators::graphUrl);
        registry.add("TWILIO_URL", () -> emulators.url() + "/twilio");
        registry.add("X_URL", () -> emulators.url() + "/x");
        registry.add("TELEGRAM_URL", () -> emulators.url() + "/telegram");
        registry.add("SLACK_URL", () -> emulators.url() + "/slack");
        registry.add("EGRESS_ALLOW", () -> "127.0.0.1,::1");
        registry.add("SLACK_CLIENT_ID", () -> "demo-client");
        registry.add("SLACK_CLIENT_SECRET", () -> "demo-client-secret");
        registry.add("SLACK_SIGNING_SECRET", () -> "demo-slack-signing-secret");
        registry.add("GITHUB_URL", () -> emulators.url() + "/github");
        registry.add("GITHUB_API_URL", () -> emulators.url() + "/github/api");
        registry.add("GITHUB_CLIENT_ID", () -> "demo-client");
        registry.add("GITHUB_CLIENT_SECRET", () -> "demo-client-secret");
        registry.add("switchboard.github.look", () -> "500ms");
        registry.add("GITHUB_WEBHOOK_SECRET", () -> "demo-github-secret");
        registry.add("GOOGLE_ACCOUNTS_URL", () -> emulators.url() + "/google");
        registry.add("GOOGLE_TOKEN_URL", () -> emulators.url() + "/google");
        registry.add("GMAIL_URL", () -> emulators.url() + "/google");
        registry.add("GOOGLE_CLIENT_ID", () -> "demo-google-client");
        registry.add("GOOGLE_CLIENT_SECRET", () -> "demo-google-client-secret");
        registry.add("switchboard.google.pause", () -> "200ms");
        registry.add("HUBSPOT_URL", () -> emulators.url() + "/hubspot");
        registry.add("HUBSPOT_API_URL", () -> emulators.url() + "/hubspot/api");
        registry.add("HUBSPOT_CLIENT_ID", () -> "demo-client");
        registry.add("HUBSPOT_CLIENT_SECRET", () -> "demo-client-secret");
        registry.add("INTERCOM_URL", () -> emulators.url() + "/intercom");
        registry.add("INTERCOM_API_URL", () -> emulators.url() + "/intercom/api");
        registry.add("INTERCOM_CLIENT_ID", () -> "demo-client");
        registry.add("INTERCOM_CLIENT_SECRET", () -> "demo-client-secret");
        registry.add("switchboard.crm.poll", () -> "100ms");
        registry.add("switchboard.crm.backoff", () -> "100ms");
        registry.add("PUBLIC_URL", gateway::url);
        registry.add("switchboard.providers.answer", () -> "700ms");
        registry.add("switchboard.mail.servers.timeout", () -> "700ms");
        registry.add("switchboard.mail.listener.pause", () -> "200ms");
        registry.add("switchboard.mail.listener.poll", () -> "100ms");
        registry.add("switchboard.delivery.poll", () -> "100ms");
        registry.add("switchboard.delivery.backoff", () -> "100ms");
        registry.add("switchboard.delivery.attempts", () -> "4");
        registry.add("switchboard.delivery.confirmation", () -> "60s");
    }

    /// Connects every adapter anew, without any trouble.
    void connect(CallerClient client, int port) {
        gateway.serve("http://localhost:" + port, client.token(new Caller.Anonymous()));
        adapters().forEach(kit -> {
            emulators.fault(kit.provider(), "none", 1);
            client.as(Callers.operator())
                    .put()
                    .uri("/internal/provider-accounts/" + inbox(kit))
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"accountId\": \"%s\", \"provider\": \"%s\", \"settings\": %s}"
                            .formatted(account, kit.provider(), kit.settings()))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
        });
    }

    UUID inbox(ChannelKit kit) {
        return inbox(kit.provider());
    }

    UUID inbox(String provider) {
        return inboxes.computeIfAbsent(provider, _ -> Ids.next());
    }

    /// An inbox as the admin service tells of it.
    AccountUpdated.Inbox told(UUID inbox, Channel channel, boolean archived) {
        return new AccountUpdated.Inbox(
                Ids.next(),
                account,
                Instant.now(),
                inbox,
                "Inbox",
                channel,
                AccountUpdated.Responder.AI,
                false,
                List.of(),
                null,
                archived,
                null,
                null);
    }

    /// Never the same twice.
    int number() {
        return number.incrementAndGet();
    }

    /// An event's id in the provider's form, never the same twice.
    String id(ChannelKit kit) {
        return kit.eventId().formatted(number());
    }

    /// What the provider was sent.
    Emulated.Sent sent(ChannelKit kit, String text) {
        return emulators.sent(kit.provider()).stream()
                .filter(sent -> sent.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    /// What the provider was sent for somebody.
    List<String> sent(String provider, String to) {
        return emulators.sent(provider).stream()
                .filter(sent -> sent.to().equals(to))
                .map(Emulated.Sent::text)
                .toList();
    }

    CustomerUpdated changed(UUID customer, Profile profile) {
        return new CustomerUpdated.Changed(Ids.next(), account, customer, Instant.now(), profile);
    }

    /// What the bot says.
    MessageCreated reply(Address place, String text) {
        return message(place, text, Author.bot(), null, Map.of());
    }

    MessageCreated message(
            Address place, String text, Author author, @Nullable String key, Map<String, String> metadata) {
        return new MessageCreated(
                Ids.next(),
                account,
                Ids.next(),
                Instant.now(),
                Ids.next(),
                1,
                1,
                Owner.BOT,
                0,
                place,
                Ids.next(),
                author,
                MessageCreated.Kind.REPLY,
                text,
                List.of(),
                List.of(),
                key,
                null,
                null,
                metadata,
                null,
                null);
    }
}
