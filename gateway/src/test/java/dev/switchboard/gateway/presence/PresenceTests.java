package dev.switchboard.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.AvailabilityChanged;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.contract.PresenceChanged.Availability;
import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Replicas that hear one another over a list instead of a topic, and a clock that is set by hand.
class PresenceTests {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final UUID acme = Ids.next();
    private final UUID inbox = Ids.next();
    private final Member jane = Member.user(Ids.next(), 7, "Jane Smith");
    private final List<Node> nodes = new ArrayList<>();
    private final List<PresenceChanged> wire = new ArrayList<>();
    private final long origin = System.nanoTime();
    private long millis;
    private boolean broker = true;

    private final class Node {
        final Presence presence;

        Node(String name) {
            PresenceSettings settings =
                    new Binder(new MapConfigurationPropertySource()).bindOrCreate("none", PresenceSettings.class);
            presence = new Presence(name, settings, this::publish, new Now());
            nodes.add(this);
        }

        private void publish(List<PresenceChanged> facts) {
            if (broker) {
                wire.addAll(facts);
            } else if (!facts.isEmpty()) {
                presence.roster().lost();
            }
        }

        Handle visitor(String userId) {
            return presence.enter(acme, PresenceTests.this.visitor(userId), meta(userId));
        }
    }

    private final class Now extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return START.plusMillis(millis);
        }
    }

    private Member visitor(String userId) {
        return Member.visitor(new Address(inbox, Channel.WEB, userId, null));
    }

    private static Meta meta(String userId) {
        return Meta.visitor(START, userId, "s-1");
    }

    /// Lets time pass, a turn of every node each 100 ms.
    private void pass(long howLong) {
        for (long end = millis + howLong; millis < end; ) {
            millis += 100;
            for (Node node : nodes) {
                node.presence.turn(nanos());
            }
            List<PresenceChanged> told = List.copyOf(wire);
            wire.clear();
            told.forEach(fact -> nodes.forEach(node -> node.presence.hear(fact, nanos())));
        }
    }

    private long nanos() {
        return origin + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Watcher watch(Node node) {
        Watcher watcher = new Watcher();
        node.presence.watch(acme, watcher, Runnable::run);
        pass(200);
        assertThat(watcher.states).isEqualTo(1);
        return watcher;
    }

    private Set<String> online(Node node) {
        Set<String> keys = new HashSet<>();
        node.presence.online(acme).forEach(online -> keys.add(online.member().key()));
        return keys;
    }

    @Test
    void whoEntersHereIsOnlineEverywhereAndLeavesTwoSecondsAfter() {
        Node here = new Node("here");
        Node there = new Node("there");
        Watcher watcher = watch(there);
        Handle ann = here.visitor("ann");
        pass(300);
        String key = ann.member().key();
        assertThat(watcher.came).containsExactly(key);
        assertThat(watcher.of(key)).hasSize(1).first().satisfies(connection -> {
            assertThat(connection.meta().userId()).isEqualTo("ann");
            assertThat(connection.ref()).startsWith("here-");
        });
        ann.close();
        pass(1900);
        assertThat(watcher.gone).isEmpty();
        pass(400);
        assertThat(watcher.gone).containsExactly(key);
        assertThat(watcher.metas).isEmpty();
        assertThat(there.presence.online(acme)).isEmpty();
    }

    @Test
    void whoComesBackInTimeWasNeverAway() {
        Node here = new Node("here");
        Node there = new Node("there");
        Watcher watcher = watch(there);
        Handle first = here.visitor("ann");
        pass(300);
        first.close();
        pass(1500);
        Handle second = here.visitor("ann");
        pass(3000);
        assertThat(watcher.cameAndGone()).containsExactly("+" + first.member().key());
        Connection now = watcher.of(first.member().key()).getFirst();
        assertThat(watcher.of(first.member().key())).hasSize(1);
        assertThat(now.previous()).isNotNull();
        second.close();
        pass(1500);
        there.visitor("ann");
        pass(3000);
        assertThat(watcher.cameAndGone()).containsExactly("+" + first.member().key());
        assertThat(watcher.of(first.member().key()))
                .hasSize(1)
                .first()
                .satisfies(connection -> assertThat(connection.ref()).startsWith("there-"));
    }

    @Test
    void aConnectionThatClosesBeforeItIsToldIsNeverTold() {
        Node here = new Node("here");
        Watcher watcher = watch(here);
        here.visitor("ann").close();
        pass(3000);
        assertThat(watcher.diffs).isZero();
    }

    @Test
    void theMembersOfADeadReplicaAreGoneWithinTenSeconds() {
        Node here = new Node("here");
        Node dead = new Node("dead");
        Watcher watcher = watch(here);
        Handle ann = dead.visitor("ann");
        here.presence.enter(acme, jane, Meta.user(START));
        pass(5000);
        nodes.remove(dead);
        Instant death = START.plusMillis(millis);
        pass(6000);
        assertThat(watcher.gone).isEmpty();
        pass(2600);
        assertThat(watcher.gone).containsExactly(ann.member().key());
        assertThat(online(here)).containsExactly("user:7");
        assertThat(here.presence.lastSeen(acme, ann.member().key()))
                .isBetween(death.minusSeconds(2), death.plusMillis(200));
        Node late = new Node("late");
        pass(4000);
        assertThat(late.presence.lastSeen(acme, ann.member().key())).isNotNull();
    }

    @Test
    void brokerTroubleMakesNobodyLeaveAndWhatHappenedMeanwhileIsToldAfterIt() {
        Node here = new Node("here");
        Node there = new Node("there");
        Watcher watcher = watch(here);
        Handle ann = there.visitor("ann");
        Handle bob = there.visitor("bob");
        pass(3000);
        broker = false;
        pass(30_000);
        assertThat(here.presence.roster().frozen()).isTrue();
        assertThat(watcher.gone).isEmpty();
        ann.close();
        Handle eve = there.visitor("eve");
        pass(10_000);
        assertThat(watcher.gone).isEmpty();
        broker = true;
        pass(6000);
        assertThat(watcher.keys())
                .containsExactlyInAnyOrder(bob.member().key(), eve.member().key());
        pass(20_000);
        assertThat(watcher.gone).containsExactly(ann.member().key());
        assertThat(here.presence.roster().frozen()).isFalse();
    }

    @Test
    void aNewReplicaLearnsEverybodyFromSnapshots() {
        Node here = new Node("here");
        for (int i = 0; i < 250; i++) {
            here.visitor("visitor-" + i);
        }
        pass(10_000);
        Node late = new Node("late");
        pass(1000);
        assertThat(late.presence.visitors(acme)).hasSize(250);
        pass(10_000);
        assertThat(late.presence.visitors(acme)).hasSize(250);
    }

    @Test
    void aFactThatWasMissedIsMadeUpForByASnapshot() {
        Node here = new Node("here");
        Node there = new Node("there");
        Handle ann = here.visitor("ann");
        pass(5000);
        ann.close();
        here.visitor("bob");
        millis += 2000;
        here.presence.turn(nanos());
        wire.clear();
        pass(8000);
        assertThat(online(there)).isEqualTo(online(here)).hasSize(1);
    }

    @Test
    void aSnapshotWithAHoleIsNotTakenForTheWhole() {
        Node here = new Node("here");
        Node there = new Node("there");
        for (int i = 0; i < 250; i++) {
            here.visitor("visitor-" + i);
        }
        pass(100);
        UUID nobody = PresenceChanged.NO_ACCOUNT;
        Connection other = new Connection("x-1", null, visitor("other"), meta("other"));
        there.presence.hear(
                new PresenceChanged.Snapshot(Ids.next(), acme, START, "here", 100, 0, 3, List.of(other), List.of()),
                nanos());
        there.presence.hear(
                new PresenceChanged.Snapshot(Ids.next(), nobody, START, "here", 102, 2, 3, List.of(), List.of()),
                nanos());
        pass(200);
        assertThat(there.presence.visitors(acme)).hasSize(250);
    }

    @Test
    void aChangeIsOneConnectionUnderANewRef() {
        Node here = new Node("here");
        Watcher watcher = watch(here);
        Handle handle = here.presence.enter(acme, jane, Meta.user(START));
        pass(200);
        String ref = watcher.of("user:7").getFirst().ref();
        handle.update(handle.meta().being(Availability.AWAY));
        handle.update(handle.meta().being(Availability.ONLINE));
        handle.update(handle.meta().being(Availability.AWAY));
        pass(200);
        assertThat(watcher.of("user:7")).hasSize(1).first().satisfies(connection -> {
            assertThat(connection.previous()).isEqualTo(ref);
            assertThat(connection.meta().availability()).isEqualTo(Availability.AWAY);
        });
        int diffs = watcher.diffs;
        handle.update(handle.meta().being(Availability.AWAY));
        pass(200);
        assertThat(watcher.diffs).isEqualTo(diffs);
        assertThat(watcher.cameAndGone()).containsExactly("+user:7");
    }

    @Test
    void aVisitorSeesTheUsersInItsConversationAndNothingElse() {
        Node here = new Node("here");
        UUID conversation = Ids.next();
        here.presence.enter(
                acme,
                visitor("ann"),
                meta("ann").in(conversation).on(new Page("https://acme.test/x", "acme.test", null, null)));
        here.presence.enter(acme, Member.user(Ids.next(), 8, "Omar"), Meta.user(START));
        Watcher ann = new Watcher();
        Watcher staff = new Watcher();
        here.presence.watchAsVisitor(acme, conversation, ann, Runnable::run);
        here.presence.watchConversation(acme, conversation, staff, Runnable::run);
        pass(200);
        assertThat(ann.keys()).isEmpty();
        assertThat(staff.keys()).containsExactly(visitor("ann").key());
        Handle desk = here.presence.enter(acme, jane, Meta.user(START));
        pass(200);
        assertThat(ann.diffs).isZero();
        desk.update(desk.meta().in(conversation));
        here.visitor("eve");
        pass(200);
        assertThat(ann.keys()).containsExactly("user:7");
        assertThat(ann.came).containsExactly("user:7");
        assertThat(staff.keys()).containsExactlyInAnyOrder(visitor("ann").key(), "user:7");
        desk.update(desk.meta().in(null));
        pass(200);
        assertThat(ann.gone).containsExactly("user:7");
        assertThat(ann.diffs).isEqualTo(2);
    }

    @Test
    void anAgentIsAsItHasSaidOnEveryConnectionAndForEverybody() {
        Node here = new Node("here");
        Node there = new Node("there");
        here.presence.availabilities().hear(said(jane, acme, Availability.AWAY));
        here.presence.enter(acme, jane, Meta.user(START));
        pass(200);
        assertThat(availabilities(there)).containsExactly(Availability.AWAY);
        Handle second = here.presence.enter(acme, jane, Meta.user(START));
        here.presence.availabilities().hear(said(jane, Ids.next(), Availability.ONLINE));
        pass(200);
        assertThat(availabilities(there)).containsExactly(Availability.AWAY, Availability.AWAY);
        here.presence.availabilities().hear(said(jane, acme, Availability.ONLINE));
        pass(200);
        assertThat(availabilities(there)).containsExactly(Availability.ONLINE, Availability.ONLINE);
        second.close();
        here.presence.availabilities().hear(said(jane, acme, Availability.AWAY));
        pass(3000);
        assertThat(second.meta().availability()).isEqualTo(Availability.ONLINE);
        assertThat(availabilities(there)).containsExactly(Availability.AWAY);
    }

    private static AvailabilityChanged said(Member user, UUID account, Availability availability) {
        return new AvailabilityChanged(Ids.next(), account, user.userId(), START, availability);
    }

    private List<Availability> availabilities(Node node) {
        return node.presence.online(acme).stream()
                .flatMap(online -> online.connections().stream())
                .map(connection -> connection.meta().availability())
                .toList();
    }

    @Test
    void anAccountHearsNothingOfAnother() {
        Node here = new Node("here");
        Watcher watcher = watch(here);
        here.presence.enter(Ids.next(), jane, Meta.user(START));
        pass(200);
        assertThat(watcher.diffs).isZero();
        assertThat(here.presence.online(acme)).isEmpty();
    }

    @Test
    void aMembersConnectionsAreToldUpToABoundAndItStaysOnlineWithTheLast() {
        Node here = new Node("here");
        Watcher watcher = watch(here);
        List<Handle> tabs = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            tabs.add(here.visitor("ann"));
        }
        pass(200);
        String key = tabs.getFirst().member().key();
        assertThat(watcher.of(key)).hasSize(64);
        tabs.subList(0, 69).forEach(Handle::close);
        pass(5000);
        assertThat(watcher.of(key)).hasSize(1);
        assertThat(watcher.gone).isEmpty();
        tabs.getLast().close();
        pass(3000);
        assertThat(watcher.gone).containsExactly(key);
    }

    @Test
    void aFloodIsToldInPortionsAndAWatcherOfALargeAccountIsToldTheUsersFirst() {
        Node here = new Node("here");
        Watcher watcher = watch(here);
        for (int i = 0; i < 1200; i++) {
            here.visitor("visitor-" + i);
        }
        pass(100);
        assertThat(watcher.keys()).hasSize(500);
        pass(200);
        assertThat(watcher.keys()).hasSize(1200);
        assertThat(watcher.diffs).isEqualTo(3);
        here.presence.enter(acme, jane, Meta.user(START));
        pass(200);
        Watcher next = watch(here);
        assertThat(next.keys()).hasSize(1000).contains("user:7");
    }

    @Test
    void oneWatcherTooManyIsRefusedUntilAnotherLeaves() {
        Node here = new Node("here");
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            watches.add(here.presence.watch(acme, new Watcher(), Runnable::run));
        }
        assertThatThrownBy(() -> here.presence.watch(acme, new Watcher(), Runnable::run))
                .isInstanceOf(Problem.class);
        watches.forEach(Watch::close);
        watches.getFirst().close();
        pass(200);
        watch(here);
    }

    @Test
    void lastSeenIsAMinuteAgoForWhoIsOnlineAndTheEndForWhoLeft() {
        Node here = new Node("here");
        Node there = new Node("there");
        Handle ann = here.visitor("ann");
        pass(1000);
        String key = ann.member().key();
        assertThat(there.presence.lastSeen(acme, key))
                .isEqualTo(START.plusMillis(millis).minus(Duration.ofSeconds(45)));
        Instant end = START.plusMillis(millis);
        ann.close(end.minusSeconds(40));
        pass(5000);
        assertThat(there.presence.lastSeen(acme, key)).isEqualTo(end.minusSeconds(40));
        assertThat(here.presence.lastSeen(acme, key)).isEqualTo(end.minusSeconds(40));
        assertThat(here.presence.lastSeen(Ids.next(), key)).isNull();
    }
}
