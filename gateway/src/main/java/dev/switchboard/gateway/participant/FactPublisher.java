package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.service.Trace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Tells Kafka what sockets said, in the order they said it, on a thread of its own: a producer that has lost its
/// broker blocks. What Kafka has not confirmed in time has an unknown outcome, and its sender is told to repeat it;
/// what has not even been handed over by then is not sent any more.
public class FactPublisher implements DisposableBean {
    private final FactProducer producer;
    private final Duration patience;
    private final Scheduler thread;

    FactPublisher(FactProducer producer, ParticipantSettings settings) {
        this.producer = producer;
        this.patience = settings.publishTimeout();
        this.thread = Schedulers.newBoundedElastic(1, settings.publishing(), "gateway-publisher", 3600, true);
    }

    /// @param failed called from another thread when Kafka does not have the fact, or it is not known whether it has
    public void publish(Fact fact, Consumer<Throwable> failed) {
        String trace = Trace.start().header();
        CompletableFuture<Void> confirmed =
                new CompletableFuture<Void>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> _ = confirmed.whenComplete((_, error) -> {
            if (error != null) {
                failed.accept(error);
            }
        });
        try {
            thread.schedule(() -> {
                if (!confirmed.isDone()) {
                    send(fact, trace, confirmed);
                }
            });
        } catch (RejectedExecutionException e) {
            confirmed.completeExceptionally(e);
        }
    }

    private void send(Fact fact, String trace, CompletableFuture<Void> confirmed) {
        producer.publish(fact)
                .contextWrite(context -> context.put(Trace.CONTEXT_KEY, trace))
                .toFuture()
                .whenComplete((_, error) -> {
                    if (error == null) {
                        confirmed.complete(null);
                    } else {
                        confirmed.completeExceptionally(error);
                    }
                });
    }

    @Override
    public void destroy() {
        thread.dispose();
    }
}
