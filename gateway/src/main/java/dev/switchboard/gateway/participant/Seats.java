package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.CredentialResolver;
import dev.switchboard.gateway.auth.Identities;
import dev.switchboard.gateway.auth.Proof;
import dev.switchboard.gateway.feed.Membership;
import dev.switchboard.gateway.feed.Place;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides who may speak as a visitor and which session it joins, alike for all protocols. With a publishable key user
/// and session together are the capability: a user without a session gets a new one and resumes nothing.
@Component
public final class Seats {
    private static final int LONGEST = 200;

    private final CredentialResolver resolver;
    private final Identities identities;
    private final Accounts accounts;

    Seats(CredentialResolver resolver, Identities identities, Accounts accounts) {
        this.resolver = resolver;
        this.identities = identities;
        this.accounts = accounts;
    }

    /// The seat of a visitor that may prove who it is.
    ///
    /// @throws Problem as the other, and when a proof does not hold
    public Seat seat(Credential credential, Proof proof, @Nullable String sessionId) {
        return seat(identities.prove(credential, proof), proof.userId(), sessionId);
    }

    /// @throws Problem when the credential opens no visitor's seat, or a name cannot be stored
    public Seat seat(Credential credential, @Nullable String userId, @Nullable String sessionId) {
        if (!(credential.caller() instanceof Caller.Visitor visitor)) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This socket is for visitors")
                    .advise("Connect with a publishable key or a widget token.");
        }
        AccountUpdated.Inbox inbox = accounts.inbox(visitor.accountId(), visitor.inboxId());
        if (inbox == null || (inbox.widgetTokenRequired() && !visitor.verified())) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This inbox needs a widget token");
        }
        String named = visitor.thread() != null ? visitor.thread() : name("sessionId", sessionId);
        if (visitor.verified()) {
            if (!StorableText.is(visitor.identity())) {
                throw Problem.field("userId", "cannot be stored");
            }
            String session = named == null ? own(inbox.inboxId(), visitor.identity()) : named;
            return seat(credential, visitor, visitor.identity(), visitor.identity(), session);
        }
        String session = named == null ? Ids.secret() : named;
        String said = name("userId", userId);
        String user = said == null ? anonymous(inbox.inboxId(), session) : said;
        return seat(credential, visitor, user + "|" + session, user, session);
    }

    private static Seat seat(
            Credential credential, Caller.Visitor visitor, String identity, String user, String session) {
        Address address = new Address(visitor.inboxId(), Channel.WEB, identity, session);
        Place place = new Place.At(visitor.accountId(), address);
        return new Seat(credential, visitor.accountId(), address, place, user, session, null);
    }

    /// What a visitor is called that says no name: the same in the same session.
    public static String anonymous(UUID inboxId, String session) {
        return "visitor-" + UUID.nameUUIDFromBytes((inboxId + ":" + session).getBytes(StandardCharsets.UTF_8));
    }

    /// The session of a proven visitor that names none: the same on all of its devices.
    private static String own(UUID inboxId, String identity) {
        return "user-" + UUID.nameUUIDFromBytes((inboxId + ":" + identity).getBytes(StandardCharsets.UTF_8));
    }

    /// The seat of a customer in a conversation that it has shown to be its own.
    public Seat seat(Credential credential, Membership.Member member) {
        Address address = member.address();
        return new Seat(
                credential,
                member.accountId(),
                address,
                new Place.In(member.accountId(), member.conversationId()),
                member.customerId().toString(),
                address.thread() == null ? address.identity() : address.thread(),
                member.customerId());
    }

    /// Whether a credential that was good when its connection opened is good still.
    public boolean live(Credential credential) {
        return resolver.lives(credential) && identities.stand(credential);
    }

    /// As for the credential; and the inbox, which a client without a token has found by its conversation, is open.
    public boolean live(Seat seat) {
        return live(seat.credential())
                && accounts.inbox(seat.accountId(), seat.address().inboxId()) != null;
    }

    private static @Nullable String name(String parameter, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST || !StorableText.is(value)) {
            throw Problem.field(parameter, "is longer than " + LONGEST + " characters or cannot be stored");
        }
        return value;
    }
}
