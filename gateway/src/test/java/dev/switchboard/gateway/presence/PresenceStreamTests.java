package dev.switchboard.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.messaging.TopicProvisioner;
import dev.switchboard.embedded.KafkaBroker;
import dev.switchboard.embedded.Ports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Two replicas over a Kafka of their own, which one test takes down, with the times that are promised.
class PresenceStreamTests {
    private static final int PORT = Ports.free();
    private static final int CONTROLLER = Ports.free();

    @TempDir
    static Path folder;

    static KafkaBroker broker;

    private final UUID acme = Ids.next();
    private final UUID inbox = Ids.next();
    private final Watcher watcher = new Watcher();
    private Node here;
    private Node there;

    /// One gateway's share of presence, as the wiring makes it.
    private static final class Node {
        final Presence presence;
        private final PresencePublisher publisher;
        private final TailReader reader;

        Node() {
            PresenceSettings settings =
                    new Binder(new MapConfigurationPropertySource()).bindOrCreate("none", PresenceSettings.class);
            publisher = new PresencePublisher(
                    new FactProducer(broker.bootstrap(), "presence-test", settings.lease()), settings.publishing());
            presence = new Presence(Ids.next().toString(), settings, publisher::publish, Clock.systemUTC());
            publisher.whenLost(presence.roster()::lost);
            reader = new TailReader(
                    broker.bootstrap(),
                    "presence-test",
                    List.of(PresenceChanged.TOPIC),
                    TailReader.From.END,
                    presence::read);
            reader.start();
            reader.awaitCaughtUp(Duration.ofSeconds(20));
            presence.start();
        }

        /// As a killed process: nothing more is said or heard.
        void kill() {
            presence.stop();
            publisher.destroy();
            reader.stop();
        }
    }

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start(folder.resolve("kafka"), PORT, CONTROLLER);
        TopicProvisioner.provision(broker.bootstrap(), List.of());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startReplicas() {
        here = new Node();
        there = new Node();
        here.presence.watch(acme, watcher, Runnable::run);
        Awaitility.await()
                .until(() -> here.presence.roster().replicas() == 1
                        && there.presence.roster().replicas() == 1);
    }

    @AfterEach
    void stopReplicas() {
        here.kill();
        there.kill();
    }

    private Handle enter(Node node, String user) {
        Member member = Member.visitor(new Address(inbox, Channel.WEB, user, null));
        return node.presence.enter(acme, member, Meta.visitor(Instant.now(), user, "s-1"));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Test
    void whoEntersThereIsOnlineHereAtOnceAndWhoLeavesIsGoneAfterTheLinger() {
        long start = System.nanoTime();
        Handle ann = enter(there, "ann");
        Awaitility.await().until(() -> watcher.came.contains(ann.member().key()));
        assertThat(since(start)).isLessThan(Duration.ofMillis(1500));
        long end = System.nanoTime();
        ann.close();
        Awaitility.await().until(() -> watcher.gone.contains(ann.member().key()));
        assertThat(since(end)).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));
        assertThat(here.presence.online(acme)).isEmpty();
        assertThat(here.presence.lastSeen(acme, ann.member().key())).isNotNull();
    }

    @Test
    void whoReconnectsThroughTheOtherReplicaDoesNotFlicker() {
        Handle ann = enter(there, "ann");
        Awaitility.await().until(() -> watcher.came.contains(ann.member().key()));
        ann.close();
        Handle again = enter(here, "ann");
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(3))
                .until(() -> watcher.of(ann.member().key()).size() == 1);
        assertThat(watcher.cameAndGone()).containsExactly("+" + ann.member().key());
        assertThat(there.presence.online(acme)).hasSize(1);
        again.close();
    }

    @Test
    void theMembersOfAKilledReplicaAreOfflineWithinTenSeconds() {
        Handle ann = enter(there, "ann");
        Handle bob = enter(here, "bob");
        Awaitility.await().until(() -> watcher.came.size() == 2);
        long killed = System.nanoTime();
        there.kill();
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> watcher.gone.contains(ann.member().key()));
        assertThat(since(killed)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(watcher.keys()).containsExactly(bob.member().key());
    }

    @Test
    void aReplicaThatStartsLaterLearnsWhoIsThere() {
        enter(here, "ann");
        enter(there, "bob");
        Node late = new Node();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> late.presence.online(acme).size() == 2);
        } finally {
            late.kill();
        }
    }

    @Test
    void anOutageOfTheBrokerMakesNobodyLeaveAndIsMadeUpForAfterIt() {
        Handle ann = enter(there, "ann");
        Handle bob = enter(there, "bob");
        Awaitility.await().until(() -> watcher.came.size() == 2);
        broker.close();
        ann.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> here.presence.roster().frozen());
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(13))
                .until(() -> watcher.gone.isEmpty());
        Handle eve = enter(there, "eve");
        broker = KafkaBroker.start(folder.resolve("kafka"), PORT, CONTROLLER);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(watcher.keys())
                        .containsExactlyInAnyOrder(
                                bob.member().key(), eve.member().key()));
        assertThat(watcher.gone).containsExactly(ann.member().key());
    }
}
