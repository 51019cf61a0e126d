package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.gateway.participant.Seat;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a `pid` says of the connection that it was given to.
///
/// @param owner the visitor's inbox, or the user or key of the desk
/// @param userId of the visitor's seat, as `sessionId`; absent where its first message was to decide it
/// @param proven whether the visitor had shown who it is
/// @param start where the feed stood; absent where that was not known
/// @param issuedAt stands for `start` where that is absent
record Recovery(
        String sid,
        UUID accountId,
        UUID owner,
        @Nullable String userId,
        @Nullable String sessionId,
        boolean proven,
        @Nullable Long start,
        Instant issuedAt) {
    boolean isOf(UUID account, UUID whose) {
        return accountId.equals(account) && owner.equals(whose);
    }

    boolean isOf(Seat seat) {
        return isOf(seat.accountId(), seat.address().inboxId())
                && seat.sessionId().equals(sessionId)
                && seat.userId().equals(userId)
                && seat.proven() == proven;
    }

    /// The same connection in the session that its first message decided, which only its offsets tell.
    Recovery in(@Nullable Offset offset) {
        return sessionId == null && offset != null && offset.sessionId() != null
                ? new Recovery(sid, accountId, owner, offset.userId(), offset.sessionId(), false, start, issuedAt)
                : this;
    }
}
