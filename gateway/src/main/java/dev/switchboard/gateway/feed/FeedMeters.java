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
                .description("Facts that were handed to a subscriber")
                .register(registry);
        unreadable = Counter.builder("switchboard.feed.unreadable")
                .description("Facts of a topic that this version cannot read")
                .register(registry);
        resumes = resumes("true");
        unrecovered = resumes("false");
        backfills = Counter.builder("switchboard.feed.backfills")
                .description("Reads of conversation-service, because a feed had a gap")
                .register(registry);
        letGo = Counter.builder("switchboard.feed.let.go")
                .description("Facts that a full feed let go; its subscribers read them anew")
                .register(registry);
    }

    private Counter resumes(String recovered) {
        return Counter.builder("switchboard.feed.resumes")
                .description("Clients that came back: with all they had missed, or told to load anew")
                .tag("recovered", recovered)
                .register(registry);
    }

    void rooms(Supplier<Number> count) {
        Gauge.builder("switchboard.feed.rooms", count)
                .description("Conversations and accounts that somebody here is subscribed to")
                .register(registry);
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
