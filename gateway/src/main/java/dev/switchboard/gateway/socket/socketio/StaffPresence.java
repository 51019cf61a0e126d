package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.gateway.presence.Online;
import dev.switchboard.gateway.presence.PresenceDiff;
import dev.switchboard.gateway.presence.PresenceListener;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import java.util.List;

/// Who is there, and who comes and goes, as events. The list comes unasked, too: who came before it is told in it
/// alone.
record StaffPresence(EngineSession session, Welcome welcome) implements PresenceListener {
    @Override
    public void state(List<Online> online) {
        if (welcome.given()) {
            listed(online);
        }
    }

    void listed(List<Online> online) {
        session.send(Frames.event("online_users_list", OnlineUsers.listed(online)));
    }

    @Override
    public void changed(PresenceDiff diff) {
        if (welcome.given()) {
            diff.as(OnlineUsers.CHANGES).forEach(session::send);
        }
    }
}
