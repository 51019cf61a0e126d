package dev.switchboard.gateway.socket.phoenix;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells an unmodified client that comes back from a page that is opened anew: the client's ref counter goes on over
/// reconnects and starts again with a page. Who comes back is owed what was recorded since one heartbeat before it
/// was last heard.
final class Rejoins {
    /// A page's first joins stay below; with nothing else to go by, a higher ref is a return.
    private static final long FIRST_REFS = 6;

    private final Cache<Key, Joins> remembered;
    private final Duration heartbeat;
    private final Duration memory;
    private final Instant started;

    /// @param started before it nothing was remembered
    Rejoins(PhoenixSettings settings, Instant started) {
        this.heartbeat = settings.heartbeat();
        this.memory = settings.memory();
        this.started = started;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .expireAfterAccess(settings.memory())
                .build();
    }

    private record Key(String member, String topic) {}

    /// One join, from now on remembered.
    ///
    /// @param member whose clients may all be on the topic
    /// @param ref the join's ref; a client that does not count is never taken for one that returns
    /// @param lastSeen when presence knew the member online last, here or elsewhere
    Seat join(String member, String topic, @Nullable Long ref, @Nullable Instant lastSeen, Instant now) {
        Key key = new Key(member, topic);
        Joins joins = remembered.get(key, _ -> new Joins(memory));
        Joins.Join join = new Joins.Join(ref == null ? Long.MAX_VALUE : ref, now);
        Joins.Before before = ref == null ? Joins.Before.FRESH : joins.add(join, now);
        Instant heard = switch (before) {
            case Joins.Before.Away away -> away.heard();
            case Joins.Before.Fresh _ -> null;
            case Joins.Before.Unknown _ -> elsewhere(ref, lastSeen, now);
        };
        return new Seat(key, joins, join, heard == null ? null : heard.minus(heartbeat));
    }

    /// When a client that is not remembered here was last heard.
    private @Nullable Instant elsewhere(@Nullable Long ref, @Nullable Instant lastSeen, Instant now) {
        boolean high = ref != null && ref > FIRST_REFS;
        if (now.isBefore(started.plus(memory))) {
            return lastSeen == null && high ? now.minus(memory).plus(heartbeat) : lastSeen;
        }
        return high ? lastSeen : null;
    }

    /// A client's place on a topic.
    final class Seat {
        private final Key key;
        private final Joins joins;
        private final Joins.Join join;
        private final @Nullable Instant since;

        private Seat(Key key, Joins joins, Joins.Join join, @Nullable Instant since) {
            this.key = key;
            this.joins = joins;
            this.join = join;
            this.since = since;
        }

        /// From when on the client is owed what was recorded; absent for one that has just opened its page.
        @Nullable
        Instant since() {
            return since;
        }

        /// The client is still there.
        void heard(Instant now) {
            join.heard(now);
            Joins _ = remembered.get(key, _ -> joins);
        }

        Instant lastHeard() {
            return join.lastHeard();
        }

        void end(Ending ending) {
            join.end(ending);
        }
    }
}
