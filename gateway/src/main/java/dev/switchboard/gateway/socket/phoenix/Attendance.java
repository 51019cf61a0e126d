package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.gateway.presence.Handle;
import dev.switchboard.gateway.presence.Online;
import dev.switchboard.gateway.presence.PresenceDiff;
import dev.switchboard.gateway.presence.PresenceListener;
import dev.switchboard.gateway.presence.Watch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client's presence on one topic: it is shown to others, and shown them. The state goes to the joining client only,
/// since a second one would reset what its other tabs know.
final class Attendance implements PresenceListener {
    private final Line line;
    private @Nullable Handle handle;
    private @Nullable Watch watch;

    Attendance(Line line) {
        this.line = line;
    }

    void begin(Handle entered, @Nullable Watch watching) {
        handle = entered;
        watch = watching;
    }

    @Override
    public void state(List<Online> online) {
        line.push("presence_state", PresenceJson.state(online));
    }

    @Override
    public void changed(PresenceDiff diff) {
        line.broadcast("presence_diff", diff.as(PresenceJson.DIFF));
    }

    /// @param heard when the client was last heard
    void end(Instant heard) {
        if (watch != null) {
            watch.close();
        }
        if (handle != null) {
            handle.close(heard);
        }
    }
}
