package dev.switchboard.gateway.feed;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one poll of the topics brings to each loop: one task for all of it, parted where it would hold the loop for
/// long. One thread only.
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    /// Subscribers told in one task, about a millisecond's work.
    private static final int MOST = 2_000;

    private final Map<Executor, Batch> batches = new IdentityHashMap<>();

    private record Delivery(FeedItem<?> item, Subscription[] subscriptions) {}

    private static final class Batch implements Runnable {
        private final List<Delivery> deliveries = new ArrayList<>(4);
        private int size;

        @Override
        public void run() {
            for (Delivery delivery : deliveries) {
                for (Subscription subscription : delivery.subscriptions()) {
                    tell(subscription, delivery.item());
                }
            }
        }

        private static void tell(Subscription subscription, FeedItem<?> item) {
            try {
                subscription.hear(item);
            } catch (RuntimeException e) {
                LOG.error("a subscriber failed", e);
            }
        }
    }

    void add(FeedItem<?> item, Room.Group group) {
        Batch batch = batches.computeIfAbsent(group.loop(), _ -> new Batch());
        batch.deliveries.add(new Delivery(item, group.subscriptions()));
        batch.size += group.subscriptions().length;
        if (batch.size >= MOST) {
            batches.remove(group.loop());
            send(group.loop(), batch);
        }
    }

    void send() {
        batches.forEach(Deliveries::send);
        batches.clear();
    }

    private static void send(Executor loop, Batch batch) {
        try {
            loop.execute(batch);
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway stops", e);
        }
    }
}
