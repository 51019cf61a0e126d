package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.gateway.presence.Online;
import dev.switchboard.gateway.presence.PresenceDiff;
import dev.switchboard.gateway.presence.PresenceListener;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import java.util.List;

/// Who is there, and who comes and goes, as events. The list comes unasked and once, when the client is welcomed and
/// the state is known: who came before is told in it alone.
final class StaffPresence implements PresenceListener {
    private final EngineSession session;
    private final Welcome welcome;
    private boolean known;

    StaffPresence(EngineSession session, Welcome welcome) {
        this.session = session;
        this.welcome = welcome;
    }

    @Override
    public void state(List<Online> online) {
        known = true;
        if (welcome.given()) {
            tell(online);
        }
    }

    void welcomed(List<Online> online) {
        if (known) {
            tell(online);
        }
    }

    private void tell(List<Online> online) {
        session.send(Frames.event("online_users_list", OnlineUsers.listed(online)));
    }

    @Override
    public void changed(PresenceDiff diff) {
        if (welcome.given()) {
            diff.as(OnlineUsers.CHANGES).forEach(session::send);
        }
    }
}
