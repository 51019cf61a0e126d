package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.service.Spans;
import io.opentelemetry.api.trace.SpanKind;
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
    private final Spans spans;
    private final Scheduler thread;

    FactPublisher(FactProducer producer, ParticipantSettings settings, Spans spans) {
        this.producer = producer;
        this.spans = spans;
        this.patience = settings.publishTimeout();
        this.thread = Schedulers.newBoundedElastic(1, settings.publishing(), "gateway-publisher", 3600, true);
    }

    /// @param failed called from another thread when Kafka does not have the fact, or it is not known whether it has
    public void publish(Fact fact, Consumer<Throwable> failed) {
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
                    send(fact, confirmed);
                }
            });
        } catch (RejectedExecutionException e) {
            confirmed.completeExceptionally(e);
        }
    }

    /// Each begins a trace.
    private void send(Fact fact, CompletableFuture<Void> confirmed) {
        String name = "send " + Topic.of(fact.getClass()).name();
        Spans telling = fact instanceof TypingChanged ? Spans.NONE : spans;
        telling.around(SpanKind.PRODUCER, name, null, producer.publish(fact))
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
