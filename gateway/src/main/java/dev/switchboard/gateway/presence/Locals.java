package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Departure;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The connections of this replica. One that closed stays for a while, and whoever comes back meanwhile takes its
/// place. Used under the roster's lock.
final class Locals {
    private final String replica;
    private final PresenceSettings settings;
    private final Attendances attendances;
    private final News news;
    private final Map<String, Handle> told = new HashMap<>();
    private final Map<String, Handle> lingering = new LinkedHashMap<>();
    /// Open connections past the bound of their member.
    private final Map<Who, Set<Handle>> waiting = new HashMap<>();

    private long last;

    Locals(String replica, PresenceSettings settings, Attendances attendances, News news) {
        this.replica = replica;
        this.settings = settings;
        this.attendances = attendances;
        this.news = news;
    }

    private record Who(UUID accountId, String key) {
        static Who of(Handle handle) {
            return new Who(handle.accountId(), handle.member().key());
        }
    }

    /// Takes notice of what a connection has become.
    void settle(Handle handle, long nanos) {
        if (handle.seen() == null) {
            if (handle.ref() != null) {
                update(handle);
            } else {
                enter(handle);
            }
        } else if (handle.ref() != null) {
            if (lingering.putIfAbsent(handle.ref(), handle) == null) {
                handle.lingerUntil(nanos + settings.linger().toNanos());
                attendances.closed(handle.accountId(), handle.member(), handle.seen());
            }
        } else {
            noLongerWaiting(handle);
        }
    }

    /// Lets those go who did not come back in time.
    void release(long nanos) {
        List<Handle> due = lingering.values().stream()
                .takeWhile(handle -> handle.lingersUntil() - nanos <= 0)
                .toList();
        for (Handle handle : due) {
            // one that was let in for another may have taken its place
            if (lingering.remove(handle.ref()) != null) {
                leave(handle);
                admit(handle);
            }
        }
    }

    private void enter(Handle handle) {
        Meta meta = handle.meta();
        List<Handle> mine = mine(handle);
        Handle replaced = mine.stream()
                .filter(h -> lingering.containsKey(h.ref()))
                .filter(h -> h.isIn(meta.conversationId()))
                .findFirst()
                .orElse(null);
        if (replaced == null && mine.size() >= settings.connections()) {
            waiting.computeIfAbsent(Who.of(handle), _ -> new LinkedHashSet<>()).add(handle);
            return;
        }
        tell(handle, replaced == null ? null : replaced.ref(), meta);
        if (replaced != null) {
            lingering.remove(replaced.ref());
            leave(replaced);
        }
    }

    private void update(Handle handle) {
        Meta meta = handle.meta();
        if (!handle.isTold(meta)) {
            String before = handle.ref();
            tell(handle, before, meta);
            left(handle, before, null);
        }
    }

    private void tell(Handle handle, @Nullable String previous, Meta meta) {
        String ref = replica + "-" + Long.toString(++last, Character.MAX_RADIX);
        Connection connection = new Connection(ref, previous, handle.member(), meta);
        handle.told(ref, meta);
        told.put(ref, handle);
        attendances.join(handle.accountId(), connection);
        news.entered(handle.accountId(), connection);
    }

    private void leave(Handle handle) {
        left(handle, handle.ref(), handle.seen());
        handle.told(null, null);
    }

    private void left(Handle handle, @Nullable String ref, @Nullable Instant seen) {
        if (ref != null && told.remove(ref) != null) {
            attendances.leave(handle.accountId(), handle.member(), ref, seen, true);
            news.left(handle.accountId(), new Departure(ref, seen));
        }
    }

    /// This replica's told connections of the same member.
    private List<Handle> mine(Handle handle) {
        Attendance attendance = attendances.of(handle.accountId());
        Online online = attendance == null ? null : attendance.present(handle.member());
        Stream<Connection> connections = online == null ? Stream.empty() : online.connections().stream();
        return connections
                .map(connection -> told.get(connection.ref()))
                .filter(Objects::nonNull)
                .toList();
    }

    /// A place of the member is free.
    private void admit(Handle gone) {
        Set<Handle> queue = waiting.get(Who.of(gone));
        if (queue != null) {
            Handle next = queue.iterator().next();
            noLongerWaiting(next);
            enter(next);
        }
    }

    private void noLongerWaiting(Handle handle) {
        waiting.computeIfPresent(Who.of(handle), (_, queue) -> {
            queue.remove(handle);
            return queue.isEmpty() ? null : queue;
        });
    }

    /// Everything that is told, by account.
    Map<UUID, List<Connection>> all() {
        Map<UUID, List<Connection>> all = new HashMap<>();
        told.values().forEach(handle -> {
            Connection connection = handle.connection();
            if (connection != null) {
                all.computeIfAbsent(handle.accountId(), _ -> new ArrayList<>()).add(connection);
            }
        });
        return all;
    }

    int count() {
        return told.size();
    }
}
