package dev.switchboard.conversation.api.amoiq;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.Reception;
import dev.switchboard.conversation.webchat.UserHashes;
import dev.switchboard.conversation.webchat.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whose visit a request is in. A token's session is its own and no other; with a publishable key the names that the
/// request gives are the capability; a server with a secret key vouches for its users.
@Component
class AmoiqVisits {
    /// Inboxes that are looked through.
    private static final int MOST = 20;

    private final Reception reception;
    private final Directory directory;
    private final UserHashes hashes;

    AmoiqVisits(Reception reception, Directory directory, UserHashes hashes) {
        this.reception = reception;
        this.directory = directory;
        this.hashes = hashes;
    }

    /// @param fresh the session of an unproven visitor who names none
    Visit of(Caller.InAccount caller, AmoiqVisitor said, @Nullable String origin, String fresh) {
        return switch (caller) {
            case Caller.Visitor visitor -> of(visitor, said, origin, fresh);
            case Caller.Server server -> of(server, said, fresh);
            case Caller.Agent _ -> throw Problem.of(ProblemCode.FORBIDDEN, "This is for visitors");
        };
    }

    private Visit of(Caller.Visitor visitor, AmoiqVisitor said, @Nullable String origin, String fresh) {
        String proven = proven(visitor, said);
        Inbox inbox = reception.admit(
                new Guest(visitor.accountId(), visitor.inboxId(), proven, visitor.thread(), origin), null);
        if (visitor.thread() != null
                && said.sessionId() != null
                && !visitor.thread().equals(said.sessionId())) {
            throw notFound();
        }
        String session = visitor.thread() == null ? said.sessionId() : visitor.thread();
        return proven == null
                ? Visit.unproven(visitor.accountId(), inbox.inboxId(), said.userId(), session == null ? fresh : session)
                : Visit.proven(visitor.accountId(), inbox.inboxId(), proven, session);
    }

    private @Nullable String proven(Caller.Visitor visitor, AmoiqVisitor said) {
        if (visitor.verified()) {
            return visitor.identity();
        }
        if (said.hash() == null || said.hash().isBlank()) {
            return null;
        }
        Inbox inbox = directory.inbox(visitor.accountId(), visitor.inboxId()).orElseThrow(AmoiqVisits::notFound);
        hashes.check(inbox, said.userId(), said.hash());
        return Visit.identity(String.valueOf(said.userId()));
    }

    private Visit of(Caller.Server server, AmoiqVisitor said, String fresh) {
        Inbox inbox = reception.inbox(server.accountId(), null);
        if (said.userId() != null) {
            return Visit.proven(server.accountId(), inbox.inboxId(), Visit.identity(said.userId()), said.sessionId());
        }
        String session = said.sessionId() == null ? fresh : said.sessionId();
        return Visit.unproven(server.accountId(), inbox.inboxId(), null, session);
    }

    /// The visits that staff may mean by the names that it was told.
    List<Visit> meant(Caller.Staff staff, AmoiqVisitor said) {
        return directory.inboxesOf(staff.accountId(), Channel.WEB).stream()
                .limit(MOST)
                .flatMap(inbox -> meant(inbox, said.userId(), said.sessionId()))
                .toList();
    }

    private static Stream<Visit> meant(Inbox inbox, @Nullable String user, @Nullable String session) {
        UUID account = inbox.accountId();
        List<Visit> visits = new ArrayList<>();
        if (user != null) {
            visits.add(Visit.proven(account, inbox.inboxId(), Visit.identity(user), session));
        }
        if (session != null) {
            visits.add(Visit.unproven(account, inbox.inboxId(), user, session));
        }
        return visits.stream();
    }

    static Problem notFound() {
        return Problem.of(ProblemCode.SESSION_NOT_FOUND, "Session not found");
    }
}
