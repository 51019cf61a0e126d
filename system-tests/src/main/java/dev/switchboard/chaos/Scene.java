package dev.switchboard.chaos;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One run of one fault: the suite, the load, what struck when, and what was found.
public final class Scene {
    private final Stage stage;
    private final Load load;
    private final boolean full;
    private final Duration soak;
    private final long deadBefore;
    private final List<Outage> outages = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long expectedDead;
    private @Nullable Crowd crowd;
    private @Nullable Ledger ledger;

    Scene(Stage stage, Load load, boolean full, Duration soak) {
        this.stage = stage;
        this.load = load;
        this.full = full;
        this.soak = soak;
        this.deadBefore = new Topics(stage.suite()).deadLetterCount();
    }

    public Stage stage() {
        return stage;
    }

    Load load() {
        return load;
    }

    /// How often or how long: less in the short form.
    int pick(int shortForm, int longForm) {
        return full ? longForm : shortForm;
    }

    /// How long a soak goes on.
    Duration soak() {
        return soak;
    }

    /// The customers arrive and write until things are steady.
    Crowd crowd() {
        Crowd came = new Crowd(
                stage.suite(), stage.doors().stream().map(FrontDoor::suite).toList(), load);
        crowd = came;
        Patience.rest(load.before());
        return came;
    }

    /// Where a client comes in.
    Installation door() {
        return stage.doors().getFirst().suite();
    }

    /// A fault that lasts.
    Outage strike(String what, Runnable fault, Duration time, Runnable end) {
        long begin = System.nanoTime();
        fault.run();
        Patience.rest(time);
        end.run();
        return struck(new Outage(what, begin, System.nanoTime()));
    }

    Outage struck(Outage outage) {
        outages.add(outage);
        return outage;
    }

    /// Returns when a line is acknowledged that was said after the fault, or when that takes too long.
    void awaitSuccess(Outage outage) {
        boolean _ = Patience.comes(
                Duration.ofMinutes(1),
                () -> came().said().stream()
                        .anyMatch(line -> line.saidNanos() >= outage.beginNanos()
                                && line.isAcknowledged()
                                && line.ackNanos().getFirst() >= outage.endNanos()));
    }

    /// Kills or stops an instance, and returns when its successor is ready.
    ///
    /// @return the seconds that took
    double restart(String signal, String name) {
        long begin = System.nanoTime();
        double seconds = stage.restart(signal, name);
        awaitSuccess(struck(new Outage(name, begin, begin)));
        return seconds;
    }

    void check(String what, boolean holds, String measured, Object... arguments) {
        checks.add(new Check(what, holds, String.format(Locale.ROOT, measured, arguments), false));
    }

    /// A check that a busy machine may miss.
    void checkTime(String what, boolean holds, String measured, Object... arguments) {
        checks.add(new Check(what, holds, String.format(Locale.ROOT, measured, arguments), true));
    }

    void note(String text, Object... arguments) {
        notes.add(String.format(Locale.ROOT, text, arguments));
    }

    /// The load goes on for a while, then everything comes to rest and is compared.
    Times settle() {
        Crowd came = came();
        Patience.rest(load.after());
        Ledger found = came.rest();
        ledger = found;
        if (came.silences() > 0) {
            note("connections that had ended without a word to their client: %d", came.silences());
        }
        if (found.unseen() > 0) {
            came.unshown().stream().limit(10).forEach(window -> note("%s", window));
        }
        check(
                "acknowledged and nothing lost, doubled or out of order",
                found.violations() == 0,
                "%d",
                found.violations());
        check(
                "every line acknowledged",
                came.said().stream().allMatch(said -> said.isAcknowledged()),
                "%d of %d",
                found.acked(),
                came.said().size());
        checkDeadLetters(expectedDead);
        return times();
    }

    /// Before `settle`: how many dead letters there are to be; else none.
    void expectDeadLetters(long count) {
        expectedDead = count;
    }

    /// Since the begin of the scene.
    long deadLetters() {
        return new Topics(stage.suite()).deadLetterCount() - deadBefore;
    }

    void checkDeadLetters(long expected) {
        long dead = deadLetters();
        check("dead letters", dead == expected, "%d of %d", dead, expected);
    }

    Ledger ledger() {
        Ledger found = ledger;
        if (found == null) {
            throw new IllegalStateException("nothing has settled");
        }
        return found;
    }

    Times times() {
        return Times.of(came().said(), outages);
    }

    Crowd came() {
        Crowd came = crowd;
        if (came == null) {
            throw new IllegalStateException("nobody came");
        }
        return came;
    }

    Report report(Fault fault) {
        return new Report(
                fault.code(),
                fault.what(),
                ledger,
                crowd == null ? null : times(),
                List.copyOf(checks),
                List.copyOf(notes));
    }
}
