package dev.switchboard.ai.answer;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.FactProducer;
import java.time.Clock;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Shows the customer that an answer is being written. The sign is short-lived and never stored; an answer does not
/// wait long for it and does not fail with it.
@Component
class TypingSign {
    private static final Logger LOG = LoggerFactory.getLogger(TypingSign.class);

    private final FactProducer producer;
    private final AnswerSettings settings;
    private final Clock clock;

    TypingSign(FactProducer producer, AnswerSettings settings, Clock clock) {
        this.producer = producer;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<Void> show(ContextAssembled context) {
        return tell(context, true, null);
    }

    /// @param partial what is checked of the answer so far
    Mono<Void> show(ContextAssembled context, String partial) {
        return tell(context, true, partial);
    }

    Mono<Void> hide(ContextAssembled context) {
        return tell(context, false, null);
    }

    private Mono<Void> tell(ContextAssembled context, boolean typing, @Nullable String partial) {
        return Mono.defer(() -> producer.publish(new TypingChanged(
                        Ids.next(),
                        context.accountId(),
                        context.conversationId(),
                        clock.instant(),
                        Author.bot(),
                        typing,
                        context.questionId(),
                        context.leaseEpoch(),
                        partial)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(settings.typing())
                .onErrorResume(KafkaException.class, this::goOn)
                .onErrorResume(TimeoutException.class, this::goOn);
    }

    private Mono<Void> goOn(Exception e) {
        LOG.debug("No typing sign: {}", e.toString());
        return Mono.empty();
    }
}
