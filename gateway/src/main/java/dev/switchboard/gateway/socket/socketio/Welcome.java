package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.id.Ids;
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
    void fresh(UUID account, UUID owner, @Nullable String user, @Nullable String visit, @Nullable Long start) {
        String sid = Ids.next().toString();
        give(sid, recoveries.pid(new Recovery(sid, account, owner, user, visit, start, now)));
    }

    private void give(String sid, String pid) {
        if (!given) {
            given = true;
            session.send(Frames.connected(sid, pid));
        }
    }
}
