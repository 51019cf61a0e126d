package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.CredentialResolver;
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.Presented;
import dev.switchboard.gateway.auth.Proof;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.socket.engineio.Opening;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides at CONNECT who a client is. What it says of itself must agree with its credential.
final class Admissions {
    private final CredentialResolver resolver;
    private final Seats seats;
    private final Recoveries recoveries;

    Admissions(CredentialResolver resolver, Seats seats, Recoveries recoveries) {
        this.resolver = resolver;
        this.seats = seats;
        this.recoveries = recoveries;
    }

    /// @throws Problem when it may not connect
    Admission admit(ConnectRequest request, Opening opening) {
        Credential credential = credential(request, opening);
        Recoveries.Earlier earlier = recoveries.read(request.pid());
        return switch (credential.caller()) {
            case Caller.Visitor visitor -> visiting(request, credential, visitor, earlier);
            case Caller.Agent agent -> working(request, credential, agent, agent.userId(), earlier);
            case Caller.Server server -> working(request, credential, server, server.keyId(), earlier);
            case Caller.Operator _, Caller.Anonymous _ ->
                throw Problem.of(ProblemCode.UNAUTHENTICATED, "There is no token")
                        .advise("Connect with auth: {token: <publishable key, widget token or login>}.");
        };
    }

    boolean live(Admission admission) {
        return seats.live(admission.credential());
    }

    boolean live(Seat seat) {
        return seats.live(seat);
    }

    /// The seat that a first message decides.
    ///
    /// @throws Problem when the credential opens none
    Seat seat(Admission.Visiting visiting, @Nullable String userId, @Nullable String sessionId) {
        return seats.seat(visiting.credential(), userId, sessionId);
    }

    private Credential credential(ConnectRequest request, Opening opening) {
        if (request.token() != null) {
            return resolver.resolve(new Presented(request.token(), null, opening.origin()));
        }
        return switch (opening.identified()) {
            case Identified.Known known -> known.credential();
            case Identified.Refused refused -> throw refused.problem();
        };
    }

    private Admission visiting(
            ConnectRequest request,
            Credential credential,
            Caller.Visitor visitor,
            Recoveries.@Nullable Earlier earlier) {
        tenant(request.tenantId(), visitor.accountId());
        if (request.claimsAdmin()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "A visitor's credential opens no admin connection")
                    .advise("Connect with the token of a login.");
        }
        Offset offset = Offset.read(request.offset());
        Recovery recovery = earlier == null || !earlier.recovery().isOf(visitor.accountId(), visitor.inboxId())
                ? null
                : earlier.recovery().in(offset);
        String session = request.sessionId();
        Proof proof = request.proof();
        if (session == null && recovery != null) {
            session = recovery.sessionId();
            proof = proof.or(recovery.userId());
        }
        // refused now rather than at the first message
        Seat seat = seats.seat(credential, proof, session);
        boolean decided = seat.proven() || visitor.thread() != null || session != null;
        boolean same = decided && recovery != null && recovery.isOf(seat);
        return new Admission.Visiting(
                seat.credential(),
                visitor.accountId(),
                visitor.inboxId(),
                decided ? seat : null,
                request.page(),
                same ? earlier : null,
                same && offset != null ? Long.valueOf(offset.position()) : null);
    }

    private static Admission working(
            ConnectRequest request,
            Credential credential,
            Caller.Staff caller,
            UUID owner,
            Recoveries.@Nullable Earlier earlier) {
        tenant(request.tenantId(), caller.accountId());
        boolean same = earlier != null && earlier.recovery().isOf(caller.accountId(), owner);
        Offset offset = Offset.read(request.offset());
        return new Admission.Working(
                credential.requireDesk(),
                caller,
                caller.accountId(),
                owner,
                same ? earlier : null,
                same && offset != null ? Long.valueOf(offset.position()) : null);
    }

    /// @param named absent where the client leaves it to the credential
    static void tenant(@Nullable String named, UUID accountId) {
        if (named != null && !named.equalsIgnoreCase(accountId.toString())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The credential belongs to another tenant")
                    .advise("Leave tenantId out, or name the tenant of the key.");
        }
    }
}
