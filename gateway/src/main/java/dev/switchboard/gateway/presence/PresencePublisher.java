package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.messaging.FactProducer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Tells Kafka in order, with a producer and on a thread of its own: trouble with presence never holds up a message.
class PresencePublisher implements DisposableBean {
    private final FactProducer producer;
    private final Scheduler thread;
    private volatile Runnable lost = () -> {};

    /// @param waiting facts that may wait; more are lost
    PresencePublisher(FactProducer producer, int waiting) {
        this.producer = producer;
        this.thread = Schedulers.newBoundedElastic(1, waiting, "presence-publisher", 3600, true);
    }

    /// Called from any thread when a fact did not reach Kafka, or it is not known whether it did.
    void whenLost(Runnable action) {
        lost = action;
    }

    void publish(List<PresenceChanged> facts) {
        try {
            facts.forEach(fact -> thread.schedule(() -> send(fact)));
        } catch (RejectedExecutionException _) {
            lost.run();
        }
    }

    private void send(PresenceChanged fact) {
        producer.publish(fact).toFuture().whenComplete((_, error) -> {
            if (error != null) {
                lost.run();
            }
        });
    }

    @Override
    public void destroy() {
        thread.dispose();
        producer.close();
    }
}
