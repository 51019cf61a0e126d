package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this replica knows of all: its own connections and those that the others tell. One lock; nothing here waits for
/// anybody, and event loops stay out. A replica that does not hear itself judges nobody.
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private final PresenceSettings settings;
    private final Attendances attendances;
    private final News news = new News();
    private final Locals locals;
    private final Bulletins bulletins;
    private final Clock clock;
    private final Map<String, Replica> replicas = new HashMap<>();
    private long heardSelf;
    private long beatAt;
    private long snapshotAt;
    private boolean frozen;
    private boolean incomplete;

    Roster(PresenceSettings settings, Attendances attendances, Bulletins bulletins, Clock clock, long nanos) {
        this.settings = settings;
        this.attendances = attendances;
        this.bulletins = bulletins;
        this.clock = clock;
        this.locals = new Locals(bulletins.replica(), settings, attendances, news);
        this.heardSelf = nanos;
        this.beatAt = nanos - settings.beat().toNanos();
        this.snapshotAt = nanos - settings.snapshotEvery().toNanos();
    }

    synchronized void hear(PresenceChanged fact, long nanos) {
        if (!fact.replica().equals(bulletins.replica())) {
            replicas.computeIfAbsent(fact.replica(), name -> new Replica(name, attendances))
                    .hear(fact, bulletins.replica(), nanos);
        } else if (fact instanceof PresenceChanged.Beat) {
            heardSelf = nanos;
        }
    }

    /// Settles what has changed and tells the watchers here.
    ///
    /// @return what the other replicas are to be told, in this order
    synchronized List<PresenceChanged> turn(List<Handle> changed, List<Watch> watches, long nanos) {
        changed.forEach(handle -> locals.settle(handle, nanos));
        locals.release(nanos);
        judge(nanos);
        attendances.tell();
        for (Watch watch : watches) {
            attendances.remove(watch);
        }
        attendances.add(watches);
        return tell(nanos);
    }

    private void judge(long nanos) {
        boolean deaf = nanos - heardSelf > settings.frozen().toNanos();
        if (frozen && !deaf) {
            replicas.values().forEach(replica -> replica.renew(nanos));
            LOG.info("presence is heard again");
        } else if (deaf && !frozen) {
            LOG.warn("presence is not heard: what other replicas told stays as it is");
        }
        frozen = deaf;
        if (!frozen) {
            replicas.values().removeIf(replica -> {
                boolean silent = replica.isSilent(nanos, settings.lease().toNanos());
                if (silent) {
                    LOG.info("replica {} is silent, its members leave", replica.name());
                    replica.letGo(clock.instant(), nanos);
                }
                return silent;
            });
        }
    }

    private List<PresenceChanged> tell(long nanos) {
        List<PresenceChanged> facts = new ArrayList<>();
        if (frozen) {
            incomplete |= !news.isEmpty();
            news.clear();
        } else {
            bulletins.told(news, settings.chunk(), facts);
        }
        if (nanos - beatAt >= settings.beat().toNanos()) {
            beatAt = nanos;
            facts.add(bulletins.beat(replicas.values().stream()
                    .filter(Replica::isWhole)
                    .map(Replica::name)
                    .toList()));
        }
        if (snapshotDue(nanos)) {
            snapshotAt = nanos;
            incomplete = false;
            bulletins.snapshot(locals.all(), settings.chunk(), facts);
        }
        return facts;
    }

    private boolean snapshotDue(long nanos) {
        boolean wanted = incomplete || replicas.values().stream().anyMatch(replica -> !replica.knowsUs());
        return wanted
                && !frozen
                && nanos - snapshotAt >= settings.snapshotEvery().toNanos();
    }

    /// Something that was to be told is lost.
    synchronized void lost() {
        incomplete = true;
    }

    synchronized int replicas() {
        return replicas.size();
    }

    synchronized boolean frozen() {
        return frozen;
    }

    synchronized int connections() {
        return locals.count();
    }
}
