package dev.switchboard.gateway.socket.phoenix;

import static dev.switchboard.gateway.IdentityProofs.SECRET;
import static dev.switchboard.gateway.IdentityProofs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.gateway.FakeServices;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Who is proven, and who loses the socket.
@GatewayTest
class PhoenixAccessIntegrationTests {
    private static final String COMPAT = "vsn=2.0.0";

    @Autowired
    Facts facts;

    @Autowired
    FakeServices services;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    Tokens tokens;

    @Autowired
    SecretBox box;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    final UUID login = Ids.next();

    @BeforeEach
    void begin() {
        facts.publish(acme.facts());
        facts.publish(acme.inbox(box, SECRET));
        Awaitility.await().until(() -> feed.live() && accounts.complete());
        Awaitility.await().until(() -> PhoenixClient.handshake(port, COMPAT + "&token=" + jane()) == 101);
        Awaitility.await().until(() -> {
            AccountUpdated.Inbox inbox = accounts.inbox(acme.account(), acme.inbox());
            return inbox != null && inbox.identitySecret() != null;
        });
    }

    private String jane() {
        Caller.Agent agent =
                new Caller.Agent(acme.account(), acme.user(), 7, "Jane Smith", "jane@acme.test", "agent", login);
        return tokens.mint(Tokens.Audience.SESSION, agent, Duration.ofHours(1));
    }

    private PhoenixClient agent() {
        return new PhoenixClient(port, COMPAT + "&token=" + jane());
    }

    private AccountUpdated.User jane(String role, boolean active) {
        return new AccountUpdated.User(
                Ids.next(),
                acme.account(),
                Instant.now(),
                acme.user(),
                7,
                "Jane Smith",
                "jane@acme.test",
                role,
                active);
    }

    private static void closedInTime(PhoenixClient client) {
        long start = System.nanoTime();
        try (client) {
            assertThat(client.closeCode()).isEqualTo(1001);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void anAgentWhoseRoleChangesWhoIsSwitchedOffOrLoggedOutLosesItsSocket() {
        PhoenixClient first = agent();
        facts.publish(jane("viewer", true));
        closedInTime(first);
        PhoenixClient second = agent();
        facts.publish(jane("viewer", false));
        closedInTime(second);
        facts.publish(jane("agent", true));
        Awaitility.await().until(() -> PhoenixClient.handshake(port, COMPAT + "&token=" + jane()) == 101);
        PhoenixClient third = agent();
        facts.publish(new AccountUpdated.SessionRevoked(
                Ids.next(), acme.account(), Instant.now(), login, Instant.now().plusSeconds(600)));
        closedInTime(third);
        assertThat(PhoenixClient.handshake(port, COMPAT + "&token=" + jane())).isEqualTo(403);
    }

    @Test
    void aVisitorWithoutATokenLosesItsSocketWhenItsInboxIsClosed() {
        Tenant.Talk talk = acme.talk("ann", "s-" + Ids.next());
        services.talks().begin(talk);
        PhoenixClient client = new PhoenixClient(port, COMPAT);
        client.joined("conversation:" + talk.id(), "{\"customer_id\":\"" + talk.customer() + "\"}");
        facts.publishRaw(AccountUpdated.TOPIC, "inbox:" + acme.inbox(), null);
        closedInTime(client);
    }

    @Test
    void aSignedVisitorJoinsItsOwnConversationsAlone() {
        Tenant.Talk own =
                new Tenant.Talk(acme, Ids.next(), new Address(acme.inbox(), Channel.WEB, "ann", "s-1"), Ids.next());
        Tenant.Talk other = acme.talk("bob", "s-" + Ids.next());
        services.talks().begin(own);
        services.talks().begin(other);
        String signed = COMPAT + "&token=" + acme.publishable() + "&userId=ann&userHash=";
        try (PhoenixClient client = new PhoenixClient(port, signed + hash(SECRET, "ann"))) {
            client.joined("conversation:" + own.id(), "{\"customer_id\":\"" + own.customer() + "\"}");
            assertThat(client.reply(client.join(
                                    "conversation:" + other.id(), "{\"customer_id\":\"" + other.customer() + "\"}"))
                            .path("status")
                            .asString())
                    .isEqualTo("error");
        }
        assertThat(PhoenixClient.handshake(port, signed + hash(SECRET, "bob"))).isEqualTo(403);
    }
}
