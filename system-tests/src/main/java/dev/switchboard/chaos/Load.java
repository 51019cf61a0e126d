package dev.switchboard.chaos;

import java.time.Duration;

/// How many customers write, and for how long before a fault and after it. Each says one line, waits until it is
/// acknowledged, rests and says the next; a second window of each listens. A quarter of them talks to the AI.
public record Load(int customers, Duration pace, Duration before, Duration after) {
    static final Load SHORT = new Load(40, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(30));
    /// Some 200 messages a second.
    static final Load FULL = new Load(500, Duration.ofMillis(2_500), Duration.ofSeconds(60), Duration.ofSeconds(120));

    /// The same customers, each with so many times the rest between two lines.
    Load slower(int times) {
        return new Load(customers, pace.multipliedBy(times), before, after);
    }

    @Override
    public String toString() {
        return "%d conversations with two windows each, a line every %.1f s, %d s before and %d s after the fault"
                .formatted(customers, pace.toMillis() / 1e3, before.toSeconds(), after.toSeconds());
    }
}
