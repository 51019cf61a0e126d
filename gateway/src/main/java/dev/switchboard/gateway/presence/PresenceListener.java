package dev.switchboard.gateway.presence;

import java.util.List;

/// What a watcher is told, always on its own loop: the state once and first, then what changes.
public interface PresenceListener {
    /// Users of the desk first. Of a large account not all visitors are told (`PresenceSettings.told`).
    void state(List<Online> online);

    void changed(PresenceDiff diff);
}
