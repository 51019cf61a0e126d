package dev.switchboard.gateway.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// A bucket of tokens that is filled up once a period, counted from the first token taken: within a period nobody
/// gets more than the limit, whatever the rhythm. Event loops share buckets, so none waits for a lock.
public final class Bucket {
    private final int limit;
    private final long period;
    private final AtomicReference<Level> level;

    public Bucket(int limit, Duration period) {
        this.limit = limit;
        this.period = period.toNanos();
        this.level = new AtomicReference<>(new Level(limit, 0));
    }

    private record Level(int left, long fullAt) {}

    /// @param remaining tokens left in this period
    /// @param untilFull nanoseconds to the next fill
    record Taken(boolean allowed, int remaining, long untilFull) {}

    public boolean take(long nanos) {
        return charge(nanos).allowed();
    }

    /// @param nanos now, on a clock that does not leap
    Taken charge(long nanos) {
        while (true) {
            Level now = level.get();
            boolean full = now.left() == limit || nanos - now.fullAt() >= 0;
            int left = full ? limit : now.left();
            long fullAt = full ? nanos + period : now.fullAt();
            if (left == 0) {
                return new Taken(false, 0, fullAt - nanos);
            }
            if (level.compareAndSet(now, new Level(left - 1, fullAt))) {
                return new Taken(true, left - 1, fullAt - nanos);
            }
        }
    }
}
