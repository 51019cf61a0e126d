package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// The broker is there and says nothing, or cannot be reached: nothing is acknowledged that is not recorded, and what
/// was recorded is told when it is back.
record BrokerAway(String code, boolean frozen) implements Fault {
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    @Override
    public String what() {
        return frozen ? "broker stopped (SIGSTOP)" : "broker cannot be reached (connections end)";
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        Stage stage = scene.stage();
        Database database = new Database(stage.suite());
        long before = memory(stage);
        AtomicLong deepest = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread gauge = Thread.ofVirtual().start(() -> {
            while (!over.get() && stage.running().isAlive()) {
                deepest.accumulateAndGet(database.number("SELECT count(*) FROM conversation.outbox"), Math::max);
                Patience.rest(Duration.ofMillis(500));
            }
        });
        long launcher = stage.members().pid();
        int[] acked = new int[2];
        Outage outage = scene.strike(
                what(),
                () -> {
                    if (frozen) {
                        Stage.signal("-STOP", launcher);
                    } else {
                        stage.broker().cut();
                    }
                    Patience.rest(Duration.ofSeconds(2));
                    acked[0] = crowd.acknowledged();
                },
                Duration.ofSeconds(scene.pick(20, 60)),
                () -> {
                    acked[1] = crowd.acknowledged();
                    if (frozen) {
                        Stage.signal("-CONT", launcher);
                    } else {
                        stage.broker().mend();
                    }
                });
        long grown = memory(stage) - before;
        Times _ = scene.settle();
        over.set(true);
        join(gauge);
        scene.check(
                "acknowledged without a broker",
                acked[1] == acked[0],
                "%d in %.0f s",
                acked[1] - acked[0],
                outage.seconds());
        scene.checkTime("memory of all services after it", grown <= 50L * 1024 * 1024, "%+d MB", grown >> 20);
        scene.note("outbox at most %d rows deep", deepest.get());
        List<Double> refused = crowd.refusalSeconds(outage);
        scene.checkTime(
                "told within 2 s that it may say it again",
                !refused.isEmpty() && refused.stream().allMatch(seconds -> seconds <= REFUSAL.toMillis() / 1e3 + 0.5),
                "%d times, after %.1f s at most",
                refused.size(),
                refused.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long memory(Stage stage) {
        return stage.members().services().stream()
                .mapToLong(member -> Stage.resident(member.pid()))
                .sum();
    }
}
