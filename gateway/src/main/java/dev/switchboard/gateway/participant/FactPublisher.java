package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.service.Trace;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Tells Kafka what sockets said, in the order they said it, on a thread of its own: a producer that has lost its
/// broker blocks. What has waited too long is not sent any more, because its sender has been told to repeat it.
public class FactPublisher implements DisposableBean {
    private final FactProducer producer;
    private final Duration patience;
    private final Scheduler thread;

    FactPublisher(FactProducer producer, ParticipantSettings settings) {
        this.producer = producer;
        this.patience = settings.ackTimeout();
        this.thread = Schedulers.newBoundedElastic(1, settings.publishing(), "gateway-publisher", 3600, true);
    }

    /// @param failed called from another thread when Kafka does not have the fact, or it is not known whether it has
    public void publish(Fact fact, Consumer<Throwable> failed) {
        String trace = Trace.start().header();
        long asked = System.nanoTime();
        try {
            thread.schedule(() -> {
                if (System.nanoTime() - asked > patience.toNanos()) {
                    failed.accept(new TimeoutException("not sent in time"));
                } else {
                    send(fact, trace, failed);
                }
            });
        } catch (RejectedExecutionException e) {
            failed.accept(e);
        }
    }

    private void send(Fact fact, String trace, Consumer<Throwable> failed) {
        producer.publish(fact)
                .contextWrite(context -> context.put(Trace.CONTEXT_KEY, trace))
                .toFuture()
                .whenComplete((_, error) -> {
                    if (error != null) {
                        failed.accept(error);
                    }
                });
    }

    @Override
    public void destroy() {
        thread.dispose();
    }
}
