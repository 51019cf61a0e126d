package dev.switchboard.common.messaging;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A relay's rounds: as large as its service lets them be, and full ones once it has been behind for too long. It
/// belongs to the relay's thread.
final class RelayTurns {
    private final RelayPace pace;
    private final int full;
    private final long longest;
    private final LongSupplier nanos;
    private boolean behind;
    private long since;

    /// @param full rows of a full round
    /// @param longest how long the relay may be behind
    RelayTurns(RelayPace pace, int full, Duration longest, LongSupplier nanos) {
        this.pace = pace;
        this.full = full;
        this.longest = longest.toNanos();
        this.nanos = nanos;
    }

    /// Rows of the next round; 0 for none yet.
    int next() {
        if (behind && nanos.getAsLong() - since > longest) {
            return full;
        }
        int rows = pace.rows(full);
        if (rows < full && !behind) {
            behind = true;
            since = nanos.getAsLong();
        }
        return rows;
    }

    /// Everything that was committed has been sent.
    void caughtUp() {
        behind = false;
    }
}
