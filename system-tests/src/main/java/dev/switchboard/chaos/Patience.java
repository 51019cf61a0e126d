package dev.switchboard.chaos;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting for what has to come.
final class Patience {
    private Patience() {}

    /// @throws IllegalStateException where it does not come in time
    static void await(String what, Duration longest, BooleanSupplier holds) {
        if (!comes(longest, holds)) {
            throw new IllegalStateException("not within " + longest.toSeconds() + " s: " + what);
        }
    }

    static boolean comes(Duration longest, BooleanSupplier holds) {
        return comes(longest, Duration.ofMillis(100), holds);
    }

    /// @param pause between two looks
    static boolean comes(Duration longest, Duration pause, BooleanSupplier holds) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            rest(pause);
        }
        return true;
    }

    static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
