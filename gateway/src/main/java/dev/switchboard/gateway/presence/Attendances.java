package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All accounts in which somebody is online or watches. Written under the roster's lock, read by anyone.
final class Attendances {
    private final Map<UUID, Attendance> accounts = new ConcurrentHashMap<>();
    private final PresenceSettings settings;
    private final LastSeen lastSeen;

    Attendances(PresenceSettings settings, LastSeen lastSeen) {
        this.settings = settings;
        this.lastSeen = lastSeen;
    }

    @Nullable
    Attendance of(UUID accountId) {
        return accounts.get(accountId);
    }

    void join(UUID accountId, Connection connection) {
        accounts.computeIfAbsent(accountId, _ -> new Attendance()).join(connection);
    }

    /// A connection of this replica closed.
    void closed(UUID accountId, Member member, Instant at) {
        lastSeen.remember(accountId, member.key(), at, true);
    }

    /// Another replica tells of somebody who is not online any more.
    void seen(UUID accountId, String key, Instant at) {
        lastSeen.remember(accountId, key, at, false);
    }

    /// @param witness whether this replica tells others of it
    void leave(UUID accountId, Member member, String ref, @Nullable Instant seen, boolean witness) {
        Attendance attendance = accounts.get(accountId);
        if (attendance != null) {
            attendance.leave(member, ref);
        }
        if (seen != null) {
            lastSeen.remember(accountId, member.key(), seen, witness);
        }
    }

    void remove(Watch watch) {
        Attendance attendance = accounts.get(watch.accountId());
        if (attendance != null) {
            attendance.audience().remove(watch);
        }
    }

    void add(List<Watch> watches) {
        Map<UUID, List<Online>> states = new HashMap<>();
        for (Watch watch : watches) {
            if (!watch.isClosed()) {
                Attendance attendance = accounts.computeIfAbsent(watch.accountId(), _ -> new Attendance());
                attendance.audience().add(watch);
                UUID conversation = watch.conversationId();
                watch.state(
                        conversation == null
                                ? states.computeIfAbsent(watch.accountId(), _ -> attendance.online(settings.told()))
                                : attendance.online(conversation, watch.sight(), settings.told()));
            }
        }
    }

    /// Tells every watcher what has changed, and forgets accounts where nobody is.
    void tell() {
        for (Attendance attendance : accounts.values()) {
            attendance.audience().tell(settings.paced());
        }
        accounts.values().removeIf(Attendance::isEmpty);
    }

    int members() {
        return accounts.values().stream().mapToInt(Attendance::size).sum();
    }
}
