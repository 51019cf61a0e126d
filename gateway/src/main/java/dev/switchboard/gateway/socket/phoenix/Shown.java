package dev.switchboard.gateway.socket.phoenix;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/// The last messages that a client was given on a topic.
final class Shown {
    private static final int MOST = 100;

    private final Set<UUID> messages = new LinkedHashSet<>(2);

    void add(UUID message) {
        if (messages.size() == MOST) {
            Iterator<UUID> oldest = messages.iterator();
            oldest.next();
            oldest.remove();
        }
        messages.add(message);
    }

    boolean contains(UUID message) {
        return messages.contains(message);
    }
}
