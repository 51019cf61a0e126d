package dev.switchboard.gateway.ratelimit;

import java.time.Duration;

/// A bucket of tokens that is filled up once a period, counted from the first token taken: within a period nobody
/// gets more than the limit, whatever the rhythm.
public final class Bucket {
    private final int limit;
    private final long period;
    private int left;
    private long fullAt;

    public Bucket(int limit, Duration period) {
        this.limit = limit;
        this.period = period.toNanos();
        this.left = limit;
    }

    /// @param remaining tokens left in this period
    /// @param untilFull nanoseconds to the next fill
    record Taken(boolean allowed, int remaining, long untilFull) {}

    public boolean take(long nanos) {
        return charge(nanos).allowed();
    }

    /// @param nanos now, on a clock that does not leap
    synchronized Taken charge(long nanos) {
        if (left == limit || nanos - fullAt >= 0) {
            left = limit;
            fullAt = nanos + period;
        }
        boolean allowed = left > 0;
        if (allowed) {
            left--;
        }
        return new Taken(allowed, left, fullAt - nanos);
    }
}
