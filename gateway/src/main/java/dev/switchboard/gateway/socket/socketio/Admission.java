package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.participant.Seat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may connect, and where it goes on. The role is the credential's alone.
sealed interface Admission {
    Credential credential();

    UUID accountId();

    /// The earlier connection that this one goes on with.
    Recoveries.@Nullable Earlier earlier();

    /// The last place in the feed that the client was given, where it was given one.
    @Nullable
    Long position();

    /// A visitor.
    ///
    /// @param seat absent where its first message decides it
    record Visiting(
            Credential credential,
            UUID accountId,
            UUID inboxId,
            @Nullable Seat seat,
            Page page,
            Recoveries.@Nullable Earlier earlier,
            @Nullable Long position)
            implements Admission {}

    /// Somebody who works for the account.
    record Working(
            Credential credential,
            Caller.Staff caller,
            UUID accountId,
            UUID owner,
            Recoveries.@Nullable Earlier earlier,
            @Nullable Long position)
            implements Admission {}
}
