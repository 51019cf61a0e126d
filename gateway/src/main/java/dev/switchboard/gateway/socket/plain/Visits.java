package dev.switchboard.gateway.socket.plain;

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
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.IdentifyFilter;
import dev.switchboard.gateway.auth.Presented;
import dev.switchboard.gateway.socket.StorableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/// Decides who may open a `/ws` socket and which session it joins. With a publishable key user and session together
/// are the capability: a user without a session gets a new one and resumes nothing.
@Component
class Visits {
    private static final int LONGEST = 200;

    private final CredentialResolver resolver;
    private final Accounts accounts;

    Visits(CredentialResolver resolver, Accounts accounts) {
        this.resolver = resolver;
        this.accounts = accounts;
    }

    Visit of(ServerWebExchange exchange) {
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        Credential credential = credential(exchange, query.getFirst("token"));
        if (!(credential.caller() instanceof Caller.Visitor visitor)) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This socket is for visitors")
                    .advise("Connect with a publishable key or a widget token.");
        }
        AccountUpdated.Inbox inbox = accounts.inbox(visitor.accountId(), visitor.inboxId());
        if (inbox == null || (inbox.widgetTokenRequired() && !visitor.verified())) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This inbox needs a widget token");
        }
        String session = visitor.thread() != null ? visitor.thread() : name("sessionId", query);
        String sessionId = session == null ? Ids.secret() : session;
        String user = visitor.verified() ? visitor.identity() : name("userId", query);
        String userId = user == null ? "visitor-" + Ids.next() : user;
        String identity = visitor.verified() ? userId : userId + "|" + sessionId;
        Address address = new Address(inbox.inboxId(), Channel.WEB, identity, sessionId);
        return new Visit(credential, visitor.accountId(), address, userId, sessionId, since(query.getFirst("since")));
    }

    boolean live(Visit visit) {
        return resolver.lives(visit.credential());
    }

    private Credential credential(ServerWebExchange exchange, @Nullable String token) {
        if (token != null) {
            return resolver.resolve(new Presented(
                    token, null, exchange.getRequest().getHeaders().getOrigin()));
        }
        return switch (IdentifyFilter.of(exchange)) {
            case Identified.Known known -> known.credential();
            case Identified.Refused refused -> throw refused.problem();
        };
    }

    private static @Nullable String name(String parameter, MultiValueMap<String, String> query) {
        String value = query.getFirst(parameter);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST || !StorableText.is(value)) {
            throw Problem.field(parameter, "is longer than " + LONGEST + " characters or cannot be stored");
        }
        return value;
    }

    private static @Nullable Long since(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            long seq = Long.parseLong(value);
            return Objects.checkIndex(seq, Long.MAX_VALUE);
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            throw Problem.field("since", "is not a sequence number");
        }
    }
}
