package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Another gateway, as this one hears it. Used under the roster's lock.
final class Replica {
    private final String name;
    private final Attendances attendances;
    private final Map<String, Entry> entries = new HashMap<>();
    private @Nullable Map<String, Entry> snapshot;
    private long number;
    private long heard;
    private long leaseFrom;
    private boolean whole;
    private boolean knowsUs;

    private record Entry(UUID accountId, Connection connection) {
        Member member() {
            return connection.member();
        }
    }

    Replica(String name, Attendances attendances) {
        this.name = name;
        this.attendances = attendances;
    }

    String name() {
        return name;
    }

    /// Whether all of its connections are known here.
    boolean isWhole() {
        return whole;
    }

    /// Whether all of our connections are known there.
    boolean knowsUs() {
        return knowsUs;
    }

    void hear(PresenceChanged fact, String us, long nanos) {
        heard = nanos;
        leaseFrom = nanos;
        boolean follows = fact.number() == number + 1;
        whole = follows && (whole || number == 0);
        number = fact.number();
        if (!follows) {
            snapshot = null;
        }
        switch (fact) {
            case PresenceChanged.Beat beat -> knowsUs = beat.knows().contains(us);
            case PresenceChanged.Told told -> {
                told.entered().forEach(connection -> enter(new Entry(told.accountId(), connection)));
                told.left().forEach(departure -> leave(departure.ref(), departure.seen(), false));
            }
            case PresenceChanged.Snapshot part -> take(part);
            case PresenceChanged.Unknown _ -> {}
        }
    }

    private void enter(Entry entry) {
        if (entries.putIfAbsent(entry.connection().ref(), entry) == null) {
            attendances.join(entry.accountId(), entry.connection());
        }
    }

    private void leave(String ref, @Nullable Instant seen, boolean witness) {
        Entry entry = entries.remove(ref);
        if (entry != null) {
            attendances.leave(entry.accountId(), entry.member(), ref, seen, witness);
        }
    }

    private void take(PresenceChanged.Snapshot part) {
        if (part.part() == 0) {
            snapshot = new HashMap<>();
        }
        Map<String, Entry> all = snapshot;
        if (all == null) {
            return;
        }
        part.present().forEach(c -> all.put(c.ref(), new Entry(part.accountId(), c)));
        part.seen().forEach(seen -> attendances.seen(part.accountId(), seen.key(), seen.seen()));
        if (part.part() == part.parts() - 1) {
            all.values().forEach(this::enter);
            entries.keySet().stream()
                    .filter(ref -> !all.containsKey(ref))
                    .toList()
                    .forEach(ref -> leave(ref, null, false));
            snapshot = null;
            whole = true;
        }
    }

    /// Its lease begins anew: it could not have been heard until now.
    void renew(long nanos) {
        leaseFrom = nanos;
    }

    boolean isSilent(long nanos, long lease) {
        return nanos - leaseFrom > lease;
    }

    /// It is gone, and everybody with it; nothing was heard of them after it.
    void letGo(Instant now, long nanos) {
        Instant seen = now.minusNanos(nanos - heard);
        entries.keySet().stream().toList().forEach(ref -> leave(ref, seen, true));
    }
}
