package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.id.Ids;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The answer to CONNECT, given once: with the `sid` and `pid` of before where nothing is missing, otherwise with new
/// ones, which tell the client to load anew.
final class Welcome {
    private final EngineSession session;
    private final Recoveries recoveries;
    private final Instant now;
    private boolean given;

    /// @param now before anything was heard
    Welcome(EngineSession session, Recoveries recoveries, Instant now) {
        this.session = session;
        this.recoveries = recoveries;
        this.now = now;
    }

    boolean given() {
        return given;
    }

    /// The connection of before goes on.
    void back(Recoveries.Earlier earlier) {
        give(earlier.recovery().sid(), earlier.pid());
    }

    /// @param start where the feed stands, where that is known
    void fresh(Seat seat, @Nullable Long start) {
        fresh(new Recovery(
                Ids.next().toString(),
                seat.accountId(),
                seat.address().inboxId(),
                seat.userId(),
                seat.sessionId(),
                seat.proven(),
                start,
                now));
    }

    /// The same without a visitor's seat.
    void fresh(UUID account, UUID owner, @Nullable Long start) {
        fresh(new Recovery(Ids.next().toString(), account, owner, null, null, false, start, now));
    }

    private void fresh(Recovery recovery) {
        give(recovery.sid(), recoveries.pid(recovery));
    }

    private void give(String sid, String pid) {
        if (!given) {
            given = true;
            session.send(Frames.connected(sid, pid));
        }
    }
}
