package dev.switchboard.gateway.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// What is counted of the feed.
final class FeedMeters {
    private final MeterRegistry registry;
    private final LongAdder delivered = new LongAdder();
    private final Counter unreadable;
    private final Counter resumes;
    private final Counter unrecovered;
    private final Counter backfills;
    private final Counter letGo;

    FeedMeters(MeterRegistry registry) {
        this.registry = registry;
        FunctionCounter.builder("switchboard.feed.delivered", delivered, LongAdder::sum)
                .register(registry);
        unreadable = registry.counter("switchboard.feed.unreadable");
        resumes = registry.counter("switchboard.feed.resumes", "recovered", "true");
        unrecovered = registry.counter("switchboard.feed.resumes", "recovered", "false");
        backfills = registry.counter("switchboard.feed.backfills");
        letGo = registry.counter("switchboard.feed.let.go");
    }

    void rooms(Supplier<Number> count) {
        Gauge.builder("switchboard.feed.rooms", count).register(registry);
    }

    void delivered() {
        delivered.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    void resumed(boolean recovered) {
        (recovered ? resumes : unrecovered).increment();
    }

    void backfill() {
        backfills.increment();
    }

    void letGo(int facts) {
        letGo.increment(facts);
    }
}
