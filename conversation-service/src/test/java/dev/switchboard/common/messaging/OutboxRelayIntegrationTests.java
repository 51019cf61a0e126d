package dev.switchboard.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.KnowledgeUpdated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/// Relays over the outbox of a real service, whose own relay is stopped: each stands for one replica.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class OutboxRelayIntegrationTests {
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration BEHIND = Duration.ofSeconds(1);
    private static final Duration OFTEN = Duration.ofMillis(50);

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    FactProducer producer;

    @Autowired
    OutboxRelay own;

    private final UUID article = Ids.next();
    private final List<Standing> relays = new ArrayList<>();

    @BeforeEach
    void silence() {
        own.stop();
        database.sql("TRUNCATE outbox, outbox_lease").then().block();
    }

    @AfterEach
    void stop() {
        relays.forEach(standing -> standing.relay().stop());
    }

    @Test
    void whatWasCommittedBeforeACrashIsSentByTheNextRelay() {
        tell(started(OFTEN, producer), 1);
        facts.await(KnowledgeUpdated.class, fact -> is(fact, 1));
        relays.getFirst().relay().stop();

        tell(relays.getFirst(), 2, 3);
        assertThat(rows()).isEqualTo(2);
        assertThat(facts.told(KnowledgeUpdated.class)).noneMatch(fact -> is(fact, 2));

        Standing next = started(OFTEN, producer);
        facts.await(KnowledgeUpdated.class, fact -> is(fact, 3));
        assertThat(versionsTold()).containsExactly(1L, 2L, 3L);
        Awaitility.await().until(() -> rows() == 0);
        assertThat(next.sent()).isEqualTo(2);
    }

    @Test
    void whatWaitsForMoreUrgentWorkIsSentWhenItHasWaitedLongEnough() {
        long begin = System.nanoTime();
        Standing held = started(OFTEN, producer, _ -> 0);
        tell(held, 1, 2, 3);
        facts.await(KnowledgeUpdated.class, fact -> is(fact, 3));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(BEHIND);
        assertThat(versionsTold()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aSmallerRoundLeavesTheRestForTheNext() {
        Standing slow = started(OFTEN, producer, _ -> 1);
        tell(slow, 1, 2, 3);
        facts.await(KnowledgeUpdated.class, fact -> is(fact, 3));
        assertThat(versionsTold()).containsExactly(1L, 2L, 3L);
        Awaitility.await().until(() -> rows() == 0);
    }

    @Test
    void oneOfTwoRelaysSendsAndTheOtherTakesOver() {
        Standing first = started(OFTEN, producer);
        Awaitility.await().until(() -> leases() == 1);
        Standing second = started(OFTEN, producer);
        for (long version = 1; version <= 100; version++) {
            tell(version % 2 == 0 ? first : second, version);
        }
        facts.await(KnowledgeUpdated.class, fact -> is(fact, 100));
        assertThat(second.sent()).isZero();

        first.relay().stop();
        tell(second, 101);
        facts.await(KnowledgeUpdated.class, fact -> is(fact, 101));
        assertThat(versionsTold())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 101).boxed().toList());
        Awaitility.await().until(() -> second.sent() == 1);
    }

    @Test
    void theHolderIsWokenByWhatAnotherReplicaCommitted() {
        Standing _ = started(NEVER, producer);
        Awaitility.await().until(() -> listeners() == 1);
        Standing other = started(NEVER, producer);

        tell(other, 1);

        facts.await(KnowledgeUpdated.class, fact -> is(fact, 1));
        assertThat(other.sent()).isZero();
    }

    @Test
    void aBrokenBellIsRepaired() {
        Standing _ = started(OFTEN, producer);
        Awaitility.await().until(() -> listeners() == 1);
        database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
                .then()
                .block();
        Awaitility.await().until(() -> listeners() == 1);
    }

    @Test
    void aFailedSendLeavesTheRow() {
        try (FactProducer nowhere = new FactProducer("localhost:1", "test", Duration.ofSeconds(2))) {
            Standing lost = started(OFTEN, nowhere);
            tell(lost, 1);
            Awaitility.await().until(() -> lost.failed() > 0);
            assertThat(rows()).isEqualTo(1);
            lost.relay().stop();
        }
        Standing _ = started(OFTEN, producer);
        facts.await(KnowledgeUpdated.class, fact -> is(fact, 1));
    }

    @Test
    void theFeedOfEachAccountIsGapFreeAndStandsBeforeTheFactIsSent() {
        UUID one = Ids.next();
        UUID other = Ids.next();
        try (FactProducer nowhere = new FactProducer("localhost:1", "test", Duration.ofSeconds(2))) {
            Standing lost = started(OFTEN, nowhere);
            tellOf(lost, one, other, one);
            Awaitility.await().until(() -> lost.failed() > 0);
            lost.relay().stop();
        }
        assertThat(feed(one)).containsExactly(1L, 2L);

        Standing next = started(OFTEN, producer);
        tellOf(next, other, one, other);
        Awaitility.await().until(() -> rows() == 0);

        assertThat(feed(one)).containsExactly(1L, 2L, 3L);
        assertThat(feed(other)).containsExactly(1L, 2L, 3L);
    }

    private void tellOf(Standing replica, UUID... accounts) {
        List<MessageUpdated> told = Stream.of(accounts)
                .<MessageUpdated>map(account ->
                        new MessageUpdated.Deleted(Ids.next(), account, Ids.next(), Instant.now(), 1, Ids.next()))
                .toList();
        new Outbox(database, replica.relay())
                .tell(told)
                .as(transaction::transactional)
                .block();
    }

    private List<Long> feed(UUID account) {
        return database.sql("SELECT pos FROM account_feed WHERE account_id = $1 ORDER BY outbox_id")
                .bind(0, account)
                .mapValue(Long.class)
                .all()
                .collectList()
                .block();
    }

    private record Standing(OutboxRelay relay, SimpleMeterRegistry meters) {
        double sent() {
            return meters.counter("switchboard.outbox.sent").count();
        }

        double failed() {
            return meters.counter("switchboard.outbox.failed").count();
        }
    }

    private Standing started(Duration poll, FactProducer through) {
        return started(poll, through, full -> full);
    }

    private Standing started(Duration poll, FactProducer through, RelayPace pace) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MessagingSettings settings = new MessagingSettings(
                1000,
                BEHIND,
                Duration.ofSeconds(15),
                Duration.ofSeconds(8),
                poll,
                Duration.ofSeconds(30),
                Duration.ofMillis(1),
                true,
                Duration.ofDays(7));
        Standing standing = new Standing(new OutboxRelay(database, through, settings, pace, meters), meters);
        relays.add(standing);
        standing.relay().start();
        return standing;
    }

    private void tell(Standing replica, long... versions) {
        List<KnowledgeUpdated> told = LongStream.of(versions)
                .mapToObj(
                        version -> new KnowledgeUpdated(Ids.next(), Ids.next(), Instant.now(), article, version, false))
                .toList();
        new Outbox(database, replica.relay())
                .tell(told)
                .as(transaction::transactional)
                .block();
    }

    private boolean is(KnowledgeUpdated fact, long version) {
        return fact.articleId().equals(article) && fact.articleVersion() == version;
    }

    private List<Long> versionsTold() {
        return facts.told(KnowledgeUpdated.class).stream()
                .filter(fact -> fact.articleId().equals(article))
                .map(KnowledgeUpdated::articleVersion)
                .toList();
    }

    private long rows() {
        return count("SELECT count(*) FROM outbox");
    }

    private long leases() {
        return count("SELECT count(*) FROM outbox_lease");
    }

    private long listeners() {
        return count("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
    }

    private long count(String sql) {
        return database.sql(sql).mapValue(Long.class).one().blockOptional().orElseThrow();
    }
}
