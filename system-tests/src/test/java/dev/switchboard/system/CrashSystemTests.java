package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chaos.Ledger;
import dev.switchboard.storm.EventStorm;
import dev.switchboard.suite.Database;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.Topics;
import dev.switchboard.visitor.ResilientVisitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Processes die and servers go away while customers write. Nothing that was acknowledged is lost, nothing is doubled,
/// and everybody has seen everything in the end.
class CrashSystemTests {
    private static final int CLIENTS = 20;
    private static final int LINES = 25;
    private static final List<String> QUESTIONS = List.of(
            "How do I return an item?",
            "How long does shipping take?",
            "When do I get my refund?",
            "Which payment methods do you take?",
            "What are your opening hours?");

    private static RunningSuite running;
    private static Installation suite;

    @BeforeAll
    static void start() {
        suite = Installation.fresh();
        running = suite.up("--processes");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void killedServicesLoseNothing() throws Exception {
        AtomicInteger allowed = new AtomicInteger(8);
        Crowd crowd = Crowd.start(suite, Duration.ofSeconds(1), allowed::get);
        List<String> recoveries = new ArrayList<>();
        for (String victim : List.of("conversation-service", "ai-service", "gateway")) {
            // three of the eight lines that each may say in this part are said, the others are on their way
            int midway = CLIENTS * (allowed.get() - 5);
            long pid = running.status().row(victim).pid();
            await().atMost(Duration.ofMinutes(2)).until(() -> crowd.acknowledged() > midway);
            kill("-KILL", pid);
            long killed = System.nanoTime();
            assertThat(crowd.acknowledged())
                    .as("lines were on their way")
                    .isLessThan(CLIENTS * Math.min(LINES, allowed.get()));
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> running.status().row(victim),
                            row -> row.pid() != pid && row.status().equals("up"));
            recoveries.add("%s killed, ready again after %.1f s".formatted(victim, (System.nanoTime() - killed) / 1e9));
            allowed.addAndGet(8);
        }
        crowd.rest();
        crowd.report("SIGKILL of " + recoveries);
        crowd.mustHold();
    }

    @Test
    void aBrokerThatIsAwayForThirtySecondsLosesNothing() throws Exception {
        long broker = running.status().row("kafka").pid();
        Crowd crowd = Crowd.start(suite, Duration.ofMillis(500), () -> LINES);
        await().atMost(Duration.ofMinutes(1)).until(() -> crowd.acknowledged() > 60);
        kill("-STOP", broker);
        int before;
        try {
            Thread.sleep(Duration.ofSeconds(2));
            before = crowd.acknowledged();
            Thread.sleep(Duration.ofSeconds(28));
            assertThat(crowd.acknowledged())
                    .as("nothing is acknowledged without the broker")
                    .isEqualTo(before);
        } finally {
            kill("-CONT", broker);
        }
        long back = System.nanoTime();
        await().atMost(Duration.ofMinutes(1)).until(() -> crowd.acknowledged() > before);
        double first = (System.nanoTime() - back) / 1e9;
        crowd.rest();
        crowd.report("broker stopped for 30 s, first acknowledgement %.1f s after its return".formatted(first));
        crowd.mustHold();
        assertThat(new Topics(suite).deadLetters())
                .as("a transient fault makes no dead letters")
                .isEmpty();
    }

    @Test
    void aStormOfEventsEndsAsACleanRunThoughTheirServiceIsKilledTwice() {
        EventStorm.Outcome outcome = EventStorm.run(running, 300, 1);
        assertThat(outcome.kills()).hasSize(2).doesNotHaveDuplicates();
        assertThat(outcome.differences()).isEmpty();
        assertThat(new Topics(suite).deadLetters()).isEmpty();
    }

    private static void kill(String signal, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /// Customers of both tenants, half of them with the AI and half without.
    private record Crowd(String prefix, List<ResilientVisitor> visitors) {
        static Crowd start(Installation suite, Duration pace, IntSupplier allowed) {
            String prefix = "crowd-" + UUID.randomUUID().toString().substring(0, 8);
            List<ResilientVisitor> visitors = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> new ResilientVisitor(
                            suite,
                            i % 2 == 0 ? "pk_demo_acme" : "pk_demo_globex",
                            prefix + "-" + i,
                            n -> QUESTIONS.get(n % QUESTIONS.size()),
                            pace,
                            () -> Math.min(LINES, allowed.getAsInt())))
                    .toList();
            visitors.forEach(Thread::startVirtualThread);
            return new Crowd(prefix, visitors);
        }

        int acknowledged() {
            return visitors.stream().mapToInt(ResilientVisitor::acknowledged).sum();
        }

        /// Until all is acknowledged, nothing new is stored, and every client has seen the end of its conversation.
        void rest() {
            await().atMost(Duration.ofMinutes(3)).until(() -> acknowledged() == CLIENTS * LINES);
            await().atMost(Duration.ofMinutes(1))
                    .during(Duration.ofSeconds(4))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() ->
                            assertThat(Ledger.of(visitors, stored()).unseen()).isZero());
            visitors.forEach(ResilientVisitor::stop);
        }

        List<Database.Stored> stored() {
            return new Database(suite).messagesOfSessions(prefix);
        }

        void report(String fault) {
            Ledger ledger = Ledger.of(visitors, stored());
            System.out.printf(
                    """
                    %s
                      attempts %d, acknowledged %d
                      acked_lost %d, duplicates_stored %d, duplicates_visible %d, order_violations %d, unseen %d
                      shown again after a return (the client drops them) %d
                      AI answers %d, questions answered twice %d
                      %s
                    """,
                    fault,
                    ledger.attempts(),
                    ledger.acked(),
                    ledger.ackedLost(),
                    ledger.duplicatesStored(),
                    ledger.duplicatesVisible(),
                    ledger.orderViolations(),
                    ledger.unseen(),
                    ledger.repeatedAfterReturn(),
                    ledger.aiAnswers(),
                    ledger.doubleAnswers(),
                    Latencies.of(visitors));
        }

        void mustHold() {
            Ledger ledger = Ledger.of(visitors, stored());
            assertThat(ledger.acked()).isEqualTo(CLIENTS * LINES);
            assertThat(ledger.ackedLost()).isZero();
            assertThat(ledger.duplicatesStored()).isZero();
            assertThat(ledger.duplicatesVisible()).isZero();
            assertThat(ledger.orderViolations()).isZero();
            assertThat(ledger.unseen()).isZero();
            assertThat(ledger.doubleAnswers()).isZero();
            assertThat(stored().stream().filter(m -> m.author().equals("customer")))
                    .hasSize(CLIENTS * LINES);
        }
    }
}
