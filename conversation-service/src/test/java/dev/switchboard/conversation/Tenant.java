package dev.switchboard.conversation;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.testing.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/// An account with two agents and inboxes: one that the AI answers, one that nobody answers, one for visitors with a
/// widget token, one for a single page, and WhatsApp.
public final class Tenant {
    public static final String JANE = "Jane Smith";
    public static final String OMAR = "Omar Haddad";
    public static final String PAGE = "https://shop.acme.test";

    public final UUID account = Ids.next();
    public final UUID answered = Ids.next();
    public final UUID quiet = Ids.next();
    public final UUID guarded = Ids.next();
    public final UUID ofOnePage = Ids.next();
    public final UUID whatsapp = Ids.next();
    private final UUID jane = Ids.next();
    private final UUID omar = Ids.next();

    private Tenant() {}

    public static Tenant settledIn(Facts facts) {
        Tenant tenant = new Tenant();
        facts.publish(
                tenant.user(tenant.jane, 1, JANE),
                tenant.user(tenant.omar, 2, OMAR),
                tenant.inbox(tenant.answered, Channel.WEB, Responder.AI),
                tenant.inbox(tenant.quiet, Channel.WEB, Responder.NONE),
                tenant.inbox(tenant.guarded, Channel.WEB, Responder.AI, true, List.of()),
                tenant.inbox(tenant.ofOnePage, Channel.WEB, Responder.AI, false, List.of(PAGE)),
                tenant.inbox(tenant.whatsapp, Channel.WHATSAPP, Responder.AI));
        return tenant;
    }

    /// Settled, and heard of by the service that is tested.
    public static Tenant settledIn(Facts facts, Directory directory) {
        Tenant tenant = settledIn(facts);
        Awaitility.await()
                .until(() -> directory.inbox(tenant.account, tenant.whatsapp).isPresent());
        return tenant;
    }

    public Caller.Agent jane() {
        return agent(jane, 1, JANE);
    }

    public Caller.Agent omar() {
        return agent(omar, 2, OMAR);
    }

    /// A visitor of the inbox that the AI answers.
    public Address visitor(String identity) {
        return new Address(answered, Channel.WEB, identity, "session-" + identity);
    }

    public Address visitorOfQuietInbox(String identity) {
        return new Address(quiet, Channel.WEB, identity, "session-" + identity);
    }

    public Address phone(String number) {
        return new Address(whatsapp, Channel.WHATSAPP, number, null);
    }

    public MessageReceived.Said said(Address from, String key, String body) {
        return said(from, key, body, Profile.NOTHING);
    }

    public MessageReceived.Said said(Address from, String key, String body, Profile profile) {
        return new MessageReceived.Said(
                Ids.next(), account, from, Instant.now(), key, profile, body, List.of(), null, Map.of());
    }

    public MessageReceived.PersonAsked asksForPerson(Address from) {
        return new MessageReceived.PersonAsked(Ids.next(), account, from, Instant.now(), Profile.NOTHING);
    }

    public static ReplyProposed answerTo(MessageCreated question, String body) {
        return new ReplyProposed(
                Ids.next(),
                question.accountId(),
                question.conversationId(),
                Instant.now(),
                question.messageId(),
                question.leaseEpoch(),
                body,
                List.of(),
                "returns",
                0.9,
                List.of());
    }

    private Caller.Agent agent(UUID id, int number, String name) {
        return new Caller.Agent(account, id, number, name, email(name), "agent", Ids.next());
    }

    private AccountUpdated.User user(UUID id, int number, String name) {
        return new AccountUpdated.User(
                Ids.next(), account, Instant.now(), id, number, name, email(name), "agent", true);
    }

    private AccountUpdated.Inbox inbox(UUID id, Channel channel, Responder responder) {
        return inbox(id, channel, responder, false, List.of());
    }

    private AccountUpdated.Inbox inbox(
            UUID id, Channel channel, Responder responder, boolean tokenRequired, List<String> origins) {
        return new AccountUpdated.Inbox(
                Ids.next(),
                account,
                Instant.now(),
                id,
                channel.name(),
                channel,
                responder,
                tokenRequired,
                origins,
                null);
    }

    private static String email(String name) {
        return name.split(" ")[0].toLowerCase(Locale.ROOT) + "@acme.test";
    }
}
