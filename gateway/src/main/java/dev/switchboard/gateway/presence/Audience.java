package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Who watches an account, and what it has not been told yet. A connection that came and went in between is not told.
/// Used under the roster's lock.
final class Audience {
    private final Attendance attendance;
    private final Set<Watch> watches = new LinkedHashSet<>();
    private final Map<UUID, Set<Watch>> ofConversations = new HashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();

    Audience(Attendance attendance) {
        this.attendance = attendance;
    }

    /// What changed of one member, by `ref`.
    private static final class Change {
        private final Member member;
        private final Map<String, Connection> joins = new LinkedHashMap<>(2);
        private final Map<String, Connection> leaves = new LinkedHashMap<>(2);

        Change(Member member) {
            this.member = member;
        }

        int size() {
            return joins.size() + leaves.size();
        }
    }

    void add(Watch watch) {
        UUID conversation = watch.conversationId();
        if (conversation == null) {
            watches.add(watch);
        } else {
            ofConversations
                    .computeIfAbsent(conversation, _ -> new LinkedHashSet<>(2))
                    .add(watch);
        }
    }

    void remove(Watch watch) {
        UUID conversation = watch.conversationId();
        if (conversation == null) {
            watches.remove(watch);
        } else {
            ofConversations.computeIfPresent(conversation, (_, had) -> {
                had.remove(watch);
                return had.isEmpty() ? null : had;
            });
        }
        if (isEmpty()) {
            changes.clear();
        }
    }

    boolean isEmpty() {
        return watches.isEmpty() && ofConversations.isEmpty();
    }

    void joined(Connection connection) {
        if (!isEmpty()) {
            Change change = change(connection);
            if (change.leaves.remove(connection.ref()) == null) {
                change.joins.put(connection.ref(), connection);
            }
        }
    }

    void left(Connection connection) {
        if (!isEmpty()) {
            Change change = change(connection);
            if (change.joins.remove(connection.ref()) == null) {
                change.leaves.put(connection.ref(), connection);
            }
        }
    }

    private Change change(Connection connection) {
        return changes.computeIfAbsent(connection.member().key(), _ -> new Change(connection.member()));
    }

    /// Tells what has gathered, members whole.
    ///
    /// @param most connections; the rest waits for the next turn
    void tell(int most) {
        List<Change> now = take(most);
        if (now.isEmpty()) {
            return;
        }
        if (!watches.isEmpty()) {
            PresenceDiff diff = diff(now, _ -> true, Watch.Sight.STAFF);
            watches.forEach(watch -> watch.changed(diff));
        }
        for (UUID conversation : conversations(now)) {
            tell(conversation, now);
        }
    }

    private List<Change> take(int most) {
        List<Change> now = new ArrayList<>();
        int connections = 0;
        for (Iterator<Change> it = changes.values().iterator(); it.hasNext() && connections < most; ) {
            Change change = it.next();
            it.remove();
            if (change.size() > 0) {
                now.add(change);
                connections += change.size();
            }
        }
        return now;
    }

    private Set<UUID> conversations(List<Change> now) {
        Set<UUID> watched = new HashSet<>();
        if (!ofConversations.isEmpty()) {
            for (Change change : now) {
                change.joins.values().forEach(c -> watched.add(c.meta().conversationId()));
                change.leaves.values().forEach(c -> watched.add(c.meta().conversationId()));
            }
            watched.retainAll(ofConversations.keySet());
        }
        return watched;
    }

    private void tell(UUID conversation, List<Change> now) {
        Set<Watch> here = ofConversations.getOrDefault(conversation, Set.of());
        for (Watch.Sight sight : Watch.Sight.values()) {
            List<Watch> some =
                    here.stream().filter(watch -> watch.sight() == sight).toList();
            if (!some.isEmpty()) {
                PresenceDiff diff = diff(now, in(conversation), sight);
                if (!diff.isEmpty()) {
                    some.forEach(watch -> watch.changed(diff));
                }
            }
        }
    }

    static Predicate<Connection> in(UUID conversation) {
        return connection -> conversation.equals(connection.meta().conversationId());
    }

    private PresenceDiff diff(List<Change> now, Predicate<Connection> concerns, Watch.Sight sight) {
        Predicate<Connection> seen = concerns.and(sight::sees);
        List<Online> joins = new ArrayList<>();
        List<Online> leaves = new ArrayList<>();
        List<Online> came = new ArrayList<>();
        List<Member> gone = new ArrayList<>();
        for (Change change : now) {
            List<Connection> joined = seen(change.joins.values().stream().toList(), seen, sight);
            List<Connection> left = seen(change.leaves.values().stream().toList(), seen, sight);
            Online online = attendance.present(change.member);
            List<Connection> present = online == null ? List.of() : seen(online.connections(), seen, sight);
            boolean before = present.size() - joined.size() + left.size() > 0;
            if (!joined.isEmpty()) {
                joins.add(new Online(change.member, joined));
            }
            if (!left.isEmpty()) {
                leaves.add(new Online(change.member, left));
            }
            if (!before && !present.isEmpty()) {
                came.add(new Online(change.member, present));
            }
            if (before && present.isEmpty()) {
                gone.add(change.member);
            }
        }
        return new PresenceDiff(joins, leaves, came, gone);
    }

    private static List<Connection> seen(List<Connection> connections, Predicate<Connection> seen, Watch.Sight sight) {
        return connections.stream().filter(seen).map(sight::of).toList();
    }
}
