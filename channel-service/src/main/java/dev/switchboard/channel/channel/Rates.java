package dev.switchboard.channel.channel;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How many messages an account may hand to its provider in a second, counted by each replica for itself. Nothing waits
/// here: who comes too early is told when to come again. There are no more windows than accounts.
public final class Rates {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final Map<UUID, Window> windows = new ConcurrentHashMap<>();

    private record Window(long since, int taken) {}

    public Rates(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// @return how long to wait, or nothing where the message may go
    Optional<Duration> take(UUID inboxId, int perSecond) {
        long now = nanos.getAsLong();
        Window window = windows.compute(
                inboxId,
                (_, before) -> before == null || now - before.since() >= SECOND
                        ? new Window(now, 1)
                        : new Window(before.since(), Math.min(before.taken(), perSecond) + 1));
        return window.taken() <= perSecond
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(SECOND - (now - window.since())));
    }
}
