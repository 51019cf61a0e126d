package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/// Who is online, on this replica and on all others. Every method may be called on an event loop; what changes is
/// gathered and told in turns of `PresenceSettings.turn`. A stopping replica says no goodbye: its clients have a
/// lease's
/// time to come back elsewhere.
public final class Presence implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    /// A socket that has been silent for longer than this is closed, so an open one was heard since.
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private final Queue<Handle> changed = new ConcurrentLinkedQueue<>();
    private final Queue<Watch> watches = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Integer> watchers = new ConcurrentHashMap<>();
    private final Availabilities availabilities = new Availabilities();
    private final PresenceSettings settings;
    private final LastSeen lastSeen;
    private final Attendances attendances;
    private final Roster roster;
    private final Consumer<List<PresenceChanged>> publisher;
    private final Clock clock;
    private volatile @Nullable ScheduledExecutorService thread;

    /// @param replica this life of this gateway; no other may ever have the same
    /// @param publisher takes what the other replicas are to hear, in order, and does not wait
    Presence(String replica, PresenceSettings settings, Consumer<List<PresenceChanged>> publisher, Clock clock) {
        this.settings = settings;
        this.publisher = publisher;
        this.clock = clock;
        this.lastSeen = new LastSeen(settings);
        this.attendances = new Attendances(settings, lastSeen);
        Bulletins bulletins = new Bulletins(replica, lastSeen, clock);
        this.roster = new Roster(settings, attendances, bulletins, clock, System.nanoTime());
    }

    /// A connection opened; it is online until its handle is closed, and a little longer.
    public Handle enter(UUID accountId, Member member, Meta meta) {
        Handle handle = new Handle(this, accountId, member, meta);
        if (member.userId() != null) {
            availabilities.enter(member.userId(), handle);
        }
        changed(handle);
        return handle;
    }

    void left(Handle handle) {
        UUID user = handle.member().userId();
        if (user != null) {
            availabilities.leave(user, handle);
        }
        changed(handle);
    }

    Availabilities availabilities() {
        return availabilities;
    }

    /// Everybody in an account, for its staff.
    ///
    /// @throws Problem when too many watch this account here
    public Watch watch(UUID accountId, PresenceListener listener, Executor loop) {
        if (watchers.merge(accountId, 1, Integer::sum) > settings.watchers()) {
            leave(accountId);
            throw Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many connections watch who is online");
        }
        return watch(new Watch(this, accountId, null, Watch.Sight.STAFF, listener, loop));
    }

    /// Everybody whose connection is in a conversation, for the account's staff.
    public Watch watchConversation(UUID accountId, UUID conversationId, PresenceListener listener, Executor loop) {
        return watch(new Watch(this, accountId, conversationId, Watch.Sight.STAFF, listener, loop));
    }

    /// The users of the desk who are in a visitor's conversation, and nothing of anybody else.
    public Watch watchAsVisitor(UUID accountId, UUID conversationId, PresenceListener listener, Executor loop) {
        return watch(new Watch(this, accountId, conversationId, Watch.Sight.VISITOR, listener, loop));
    }

    private Watch watch(Watch watch) {
        watches.add(watch);
        return watch;
    }

    void unwatch(Watch watch) {
        if (watch.conversationId() == null) {
            leave(watch.accountId());
        }
        watches.add(watch);
    }

    private void leave(UUID accountId) {
        watchers.compute(accountId, (_, count) -> count == null || count == 1 ? null : count - 1);
    }

    /// Everybody in an account, users of the desk first, then the latest visitors, up to `PresenceSettings.told`.
    public List<Online> online(UUID accountId) {
        Attendance attendance = attendances.of(accountId);
        return attendance == null ? List.of() : attendance.online(settings.told());
    }

    /// The visitors alone, the latest first, likewise.
    public List<Online> visitors(UUID accountId) {
        Attendance attendance = attendances.of(accountId);
        return attendance == null ? List.of() : attendance.visitors(settings.told());
    }

    /// When a member was last surely heard, as far as the last minutes are remembered: what was said since may not have
    /// reached every connection of its.
    public @Nullable Instant lastSeen(UUID accountId, String memberKey) {
        Instant known = lastSeen.of(accountId, memberKey);
        Attendance attendance = attendances.of(accountId);
        if (attendance == null || !attendance.isPresent(memberKey)) {
            return known;
        }
        Instant atLeast = now().minus(SILENCE);
        return known == null || known.isAfter(atLeast) ? atLeast : known;
    }

    Instant now() {
        return clock.instant();
    }

    void changed(Handle handle) {
        if (handle.enqueue()) {
            changed.add(handle);
        }
    }

    void read(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                hear(WireJson.read(record.value(), PresenceChanged.class), System.nanoTime());
            } catch (JacksonException | IllegalArgumentException e) {
                LOG.warn("offset {} of {} is no fact of presence", record.offset(), record.topic(), e);
            }
        }
    }

    void hear(PresenceChanged fact, long nanos) {
        roster.hear(fact, nanos);
    }

    void turn(long nanos) {
        publisher.accept(roster.turn(handles(), watches(), nanos));
    }

    private void turn() {
        try {
            turn(System.nanoTime());
        } catch (RuntimeException e) {
            // the next turn must come
            LOG.error("a turn of presence failed", e);
        }
    }

    private List<Handle> handles() {
        List<Handle> now = new ArrayList<>();
        for (Handle handle = changed.poll(); handle != null; handle = changed.poll()) {
            // first, so that what changes from here on is settled in the next turn
            handle.dequeued();
            now.add(handle);
        }
        return now;
    }

    private List<Watch> watches() {
        List<Watch> now = new ArrayList<>();
        for (Watch watch = watches.poll(); watch != null; watch = watches.poll()) {
            now.add(watch);
        }
        return now;
    }

    Roster roster() {
        return roster;
    }

    int members() {
        return attendances.members();
    }

    @Override
    public void start() {
        ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("presence").daemon().factory());
        turns.scheduleWithFixedDelay(this::turn, 0, settings.turn().toMillis(), TimeUnit.MILLISECONDS);
        thread = turns;
    }

    @Override
    public void stop() {
        ScheduledExecutorService turns = thread;
        thread = null;
        if (turns != null) {
            turns.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
