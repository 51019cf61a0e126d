package dev.switchboard.ai.copilot;

import dev.switchboard.common.contract.ContextRequested;
import dev.switchboard.common.contract.ContextSupplied;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;

/// Asks memory-service what is known of a conversation, and waits for it: `context.requested`, and `context.supplied`
/// read whole by every replica, without a group.
@Component
class Contexts implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Contexts.class);

    private final Map<UUID, Sinks.One<ContextSupplied>> waiting = new ConcurrentHashMap<>();
    private final FactProducer producer;
    private final CopilotSettings settings;
    private final Clock clock;
    private final TailReader tail;

    Contexts(Brokers brokers, FactProducer producer, CopilotSettings settings, Clock clock) {
        this.producer = producer;
        this.settings = settings;
        this.clock = clock;
        this.tail =
                new TailReader(brokers, "ai-contexts", List.of(ContextSupplied.TOPIC), TailReader.From.END, this::hear);
    }

    /// Fails as not found where nothing was said in a conversation of that account and id.
    ///
    /// @param question what is looked up; null for what the customer said last
    Mono<ContextSupplied> of(UUID accountId, UUID conversationId, @Nullable String question) {
        return Mono.defer(() -> {
                    ContextRequested request =
                            new ContextRequested(Ids.next(), accountId, conversationId, clock.instant(), question);
                    if (waiting.size() >= settings.waiting()) {
                        return Mono.error(unavailable());
                    }
                    Sinks.One<ContextSupplied> supplied = Sinks.one();
                    waiting.put(request.eventId(), supplied);
                    return ask(request)
                            .then(supplied.asMono())
                            .timeout(settings.patience(), Mono.error(Contexts::unavailable))
                            .doFinally(_ -> waiting.remove(request.eventId()));
                })
                .filter(context -> !context.history().isEmpty())
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemCode.CONVERSATION_NOT_FOUND, "Conversation not found, or empty")));
    }

    private Mono<Void> ask(ContextRequested request) {
        return producer.publish(request)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(KafkaException.class, _ -> unavailable());
    }

    private static Problem unavailable() {
        return Problem.of(ProblemCode.UNAVAILABLE, "What is known of the conversation cannot be had just now")
                .advise("Try again in a moment.");
    }

    private void hear(ConsumerRecords<String, byte[]> records) {
        if (waiting.isEmpty()) {
            return;
        }
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                ContextSupplied context = WireJson.read(record.value(), ContextSupplied.class);
                Sinks.One<ContextSupplied> call = waiting.get(context.requestId());
                if (call != null) {
                    Sinks.EmitResult _ = call.tryEmitValue(context);
                }
            } catch (JacksonException e) {
                LOG.error("Contexts skip {} of {}", record.offset(), record.topic(), e);
            }
        }
    }

    @Override
    public void start() {
        tail.start();
        tail.awaitCaughtUp(settings.startup());
    }

    @Override
    public void stop() {
        tail.stop();
    }

    @Override
    public boolean isRunning() {
        return tail.isRunning();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
