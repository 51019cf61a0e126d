package dev.switchboard.gateway.widget;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.Proof;
import dev.switchboard.gateway.auth.SignedTokens;
import dev.switchboard.gateway.auth.TenantClaim;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.participant.Seats;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Binds a visitor to an inbox and one session: a new one, one that nobody has used, or its own, which the token that
/// it has already proves.
@Component
class IssueAnonymousToken {
    static final Duration LIFETIME = Duration.ofHours(1);

    private final Seats seats;
    private final SignedTokens tokens;
    private final Feed feed;

    IssueAnonymousToken(Seats seats, SignedTokens tokens, Feed feed) {
        this.seats = seats;
        this.tokens = tokens;
        this.feed = feed;
    }

    record Issued(String token, String sessionId) {}

    /// @param tenantId must be the credential's
    /// @return fails with a `Problem` when the credential is no visitor's, or the session is another's
    Mono<Issued> issue(Credential credential, @Nullable String tenantId, @Nullable String sessionId) {
        Caller.Visitor visitor = visitor(credential);
        TenantClaim.require(visitor.accountId(), tenantId);
        boolean named = sessionId != null && !sessionId.isBlank();
        if (named && visitor.thread() != null && !visitor.thread().equals(sessionId)) {
            return Mono.error(taken());
        }
        Seat seat = seats.seat(credential, Proof.none(null), sessionId);
        boolean free = !named || visitor.thread() != null;
        return (free ? Mono.just(false) : feed.isUsed(seat.place()))
                .flatMap(used -> used ? Mono.error(taken()) : Mono.just(issued(seat)));
    }

    private static Caller.Visitor visitor(Credential credential) {
        if (!(credential.caller() instanceof Caller.Visitor visitor)) {
            throw Problem.of(ProblemCode.INVALID_API_KEY, "This needs a publishable API key")
                    .advise("Send it as a Bearer token.");
        }
        if (visitor.verified()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The visitor is not anonymous");
        }
        return visitor;
    }

    private Issued issued(Seat seat) {
        Caller.Visitor visitor = new Caller.Visitor(
                seat.accountId(),
                seat.address().inboxId(),
                seat.address().identity(),
                seat.sessionId(),
                false,
                seat.credential().keyId());
        return new Issued(tokens.widget(visitor, LIFETIME), seat.sessionId());
    }

    private static Problem taken() {
        return Problem.of(ProblemCode.FORBIDDEN, "The session is in use")
                .advise("Leave sessionId out, or send the token that you have for it.");
    }
}
