package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.service.Spans;
import dev.switchboard.common.service.Trace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.messaging.Message;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Makes Cloud Stream functions of use cases. One polled batch is one transaction: inbox rows and effects commit
/// together. Where the batch fails for good, its facts are taken one by one, and the one at fault goes to the
/// dead-letter topic alone; transient trouble is thrown as it is, and the container waits and repeats.
public class FactConsumers {
    private final Inbox inbox;
    private final TransactionalOperator transaction;
    private final MessagingSettings settings;
    private final MeterRegistry meters;
    private final Spans spans;
    private final Logger log;

    /// @param service whose logger the lines stand under
    FactConsumers(
            String service,
            Inbox inbox,
            TransactionalOperator transaction,
            MessagingSettings settings,
            MeterRegistry meters,
            Spans spans) {
        this.spans = spans;
        this.log = LoggerFactory.getLogger("dev.switchboard." + service.replace("-service", "") + ".messaging");
        this.inbox = inbox;
        this.transaction = transaction;
        this.settings = settings;
        this.meters = meters;
    }

    /// A consumer of batches (`batch-mode: true` on its binding).
    ///
    /// @param name the consumer in the inbox table: one name for one topic and purpose, never changed
    /// @param effect database work only, given the unseen facts in order; it joins the running transaction
    public <T extends Fact> Consumer<Message<List<byte[]>>> inBatches(
            String name, Class<T> type, Function<List<Received<T>>, Mono<Void>> effect) {
        return inBatches(name, type, _ -> true, effect);
    }

    /// As above for a consumer that few facts of its topic concern: the others cost it no transaction.
    ///
    /// @param concerns whether the effect would do anything; it always says the same of the same fact
    public <T extends Fact> Consumer<Message<List<byte[]>>> inBatches(
            String name, Class<T> type, Predicate<T> concerns, Function<List<Received<T>>, Mono<Void>> effect) {
        return new Batch<>(name, type, concerns, effect)::take;
    }

    /// As `inBatches`, for effects that look at one fact at a time; each sees its own trace.
    public <T extends Fact> Consumer<Message<List<byte[]>>> oneByOne(
            String name, Class<T> type, Function<T, Mono<Void>> effect) {
        return inBatches(
                name,
                type,
                facts -> Flux.fromIterable(facts)
                        .concatMap(r -> effect.apply(r.fact()).contextWrite(c -> c.put(Trace.CONTEXT_KEY, r.trace())))
                        .then());
    }

    private final class Batch<T extends Fact> {
        private final String name;
        private final Class<T> type;
        private final Predicate<T> concerns;
        private final Function<List<Received<T>>, Mono<Void>> effect;
        private final Counter taken;
        private final Timer transactions;

        Batch(String name, Class<T> type, Predicate<T> concerns, Function<List<Received<T>>, Mono<Void>> effect) {
            this.name = name;
            this.type = type;
            this.concerns = concerns;
            this.effect = effect;
            this.taken = Counter.builder("switchboard.consumer.facts")
                    .description("Facts that a consumer has taken")
                    .tag("consumer", name)
                    .register(meters);
            this.transactions = Timer.builder("switchboard.consumer.transactions")
                    .description("Transactions of a consumer, one for each batch of facts")
                    .tag("consumer", name)
                    .register(meters);
        }

        void take(Message<List<byte[]>> message) {
            List<byte[]> payloads = message.getPayload();
            List<Received<T>> facts = new ArrayList<>(payloads.size());
            @Nullable BatchListenerFailedException poison = null;
            for (int i = 0; i < payloads.size() && poison == null; i++) {
                try {
                    facts.add(new Received<>(WireJson.read(payloads.get(i), type), trace(message, i)));
                } catch (RuntimeException e) {
                    log.error("{} cannot read a {}", name, type.getSimpleName(), e);
                    poison = new BatchListenerFailedException("cannot read a " + type.getSimpleName(), e, i);
                }
            }
            if (log.isDebugEnabled()) {
                facts.forEach(this::note);
            }
            apply(facts);
            taken.increment(facts.size());
            if (poison != null) {
                throw poison;
            }
        }

        private void note(Received<T> received) {
            Trace.parse(received.trace()).bind();
            log.debug("{} takes {}", name, received.fact().eventId());
            Trace.unbind();
        }

        private void apply(List<Received<T>> facts) {
            try {
                commit(facts);
            } catch (RuntimeException e) {
                if (Trouble.isTransient(e)) {
                    throw repeated(e);
                }
                applyEach(facts, e);
            }
        }

        private void applyEach(List<Received<T>> facts, RuntimeException cause) {
            if (facts.size() == 1 && !isOvertaken(cause)) {
                throw failed(facts.getFirst(), cause, 0);
            }
            for (int i = 0; i < facts.size(); i++) {
                try {
                    commit(List.of(facts.get(i)));
                } catch (RuntimeException e) {
                    if (Trouble.isTransient(e)) {
                        throw repeated(e);
                    }
                    throw failed(facts.get(i), e, i);
                }
            }
        }

        /// Another transaction made in the meantime what this one was to make: the next attempt finds it.
        private static boolean isOvertaken(Throwable error) {
            return error instanceof DuplicateKeyException
                    || (error.getCause() != null && isOvertaken(error.getCause()));
        }

        private RuntimeException repeated(RuntimeException cause) {
            log.warn("{} tries again: {}", name, cause.toString());
            return cause;
        }

        private BatchListenerFailedException failed(Received<T> received, RuntimeException cause, int index) {
            log.error("{} cannot take fact {}", name, received.fact().eventId(), cause);
            return new BatchListenerFailedException(name + " cannot take a fact", cause, index);
        }

        private void commit(List<Received<T>> taken) {
            List<Received<T>> concerned =
                    taken.stream().filter(r -> concerns.test(r.fact())).toList();
            if (concerned.isEmpty()) {
                return;
            }
            List<Spans.Begun> begun = concerned.stream()
                    .map(r -> spans.begin(SpanKind.CONSUMER, "take " + name, r.trace()))
                    .toList();
            List<Received<T>> facts = IntStream.range(0, begun.size())
                    .mapToObj(i ->
                            new Received<>(concerned.get(i).fact(), begun.get(i).trace()))
                    .toList();
            try {
                transact(facts);
                begun.forEach(Spans.Begun::end);
            } catch (RuntimeException e) {
                begun.forEach(span -> span.fail(e));
                throw e;
            }
        }

        private void transact(List<Received<T>> facts) {
            Trace.parse(facts.getFirst().trace()).bind();
            Timer.Sample sample = Timer.start(meters);
            try {
                inbox.unseen(name, facts)
                        .flatMap(unseen -> unseen.isEmpty() ? Mono.empty() : effect.apply(unseen))
                        .as(transaction::transactional)
                        .contextWrite(
                                c -> c.put(Trace.CONTEXT_KEY, facts.getFirst().trace()))
                        .block(settings.transaction());
            } finally {
                sample.stop(transactions);
                Trace.unbind();
            }
        }
    }

    /// Batches carry their records' headers as a list of maps.
    private static String trace(Message<?> message, int index) {
        Object all = message.getHeaders().get("kafka_batchConvertedHeaders");
        if (all instanceof List<?> list && index < list.size() && list.get(index) instanceof Map<?, ?> headers) {
            Object header = headers.get(Trace.HEADER);
            if (header instanceof byte[] bytes) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
            if (header instanceof String text) {
                return text;
            }
        }
        return Trace.start().header();
    }
}
