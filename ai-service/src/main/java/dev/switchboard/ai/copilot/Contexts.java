package dev.switchboard.ai.copilot;

import dev.switchboard.common.contract.ContextRequested;
import dev.switchboard.common.contract.ContextSupplied;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.messaging.TopicFollower;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Asks memory-service what is known of a conversation, and waits for it: `context.requested`, and `context.supplied`
/// read whole by every replica, without a group.
@Component
class Contexts extends TopicFollower {
    private final Map<UUID, Sinks.One<ContextSupplied>> waiting = new ConcurrentHashMap<>();
    private final FactProducer producer;
    private final CopilotSettings settings;
    private final Clock clock;

    Contexts(Brokers brokers, FactProducer producer, CopilotSettings settings, Clock clock) {
        super(brokers, "ai-contexts", List.of(ContextSupplied.TOPIC), TailReader.From.END, settings.startup());
        this.producer = producer;
        this.settings = settings;
        this.clock = clock;
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

    @Override
    protected void hear(ConsumerRecord<String, byte[]> record) {
        if (waiting.isEmpty()) {
            return;
        }
        ContextSupplied context = WireJson.read(record.value(), ContextSupplied.class);
        Sinks.One<ContextSupplied> call = waiting.get(context.requestId());
        if (call != null) {
            Sinks.EmitResult _ = call.tryEmitValue(context);
        }
    }
}
