package dev.switchboard.gateway.socket.phoenix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The pushes whose outcome is not known yet, by the id of what they said. The same id may be pushed more than once:
/// each push is answered. As many as the visitor's unacknowledged messages; one thread only.
final class Replies {
    private final Map<String, Deque<Ref>> waiting = new HashMap<>(4);

    void add(String id, Ref ref) {
        waiting.computeIfAbsent(id, _ -> new ArrayDeque<>(1)).addLast(ref);
    }

    /// The push that has waited longest under this id, or no ref.
    Ref take(String id) {
        Deque<Ref> refs = waiting.get(id);
        if (refs == null) {
            return Ref.NONE;
        }
        Ref ref = refs.removeFirst();
        if (refs.isEmpty()) {
            waiting.remove(id);
        }
        return ref;
    }
}
