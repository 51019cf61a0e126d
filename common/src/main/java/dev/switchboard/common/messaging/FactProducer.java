package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.service.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Publishes facts as CloudEvents 1.0 in Kafka binary mode: idempotent, `acks=all`, no linger (a reply crosses
/// several hops). Done when the brokers have it; fails after `delivery` with the producer's exception.
public final class FactProducer implements AutoCloseable {
    /// The header with a fact's place in its account's feed: gap-free by account, in the order of sending.
    public static final String FEED_POS = "ce_feedpos";

    private final KafkaProducer<String, byte[]> producer;
    private final String source;

    public FactProducer(String bootstrap, String source, Duration delivery) {
        this(Brokers.at(bootstrap), source, delivery);
    }

    public FactProducer(Brokers brokers, String source, Duration delivery) {
        this.source = source;
        this.producer = new KafkaProducer<>(
                brokers.with(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        source,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "none",
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        8L * 1024 * 1024,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        2_000L,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) delivery.toMillis() / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) delivery.toMillis())),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// Sends on subscription. The first send after a broker outage may block up to 2 s for metadata, so callers on an
    /// event loop use it from a bounded-elastic thread.
    public Mono<Void> publish(Fact fact) {
        return Mono.deferContextual(context -> {
            String trace = Trace.header(context);
            byte[] json = WireJson.write(fact).getBytes(StandardCharsets.UTF_8);
            return Mono.fromFuture(() -> send(
                    Topic.of(fact.getClass()).name(),
                    fact.key(),
                    json,
                    fact.eventId(),
                    Topic.type(fact.getClass()),
                    fact.occurredAt(),
                    trace,
                    null));
        });
    }

    /// @param value null is a tombstone on a compacted topic
    CompletableFuture<Void> send(
            String topic,
            String key,
            byte @Nullable [] value,
            UUID eventId,
            String type,
            Instant time,
            @Nullable String trace,
            @Nullable Long feedPos) {
        List<Header> headers = new ArrayList<>(8);
        headers.addAll(List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", eventId.toString()),
                header("ce_type", type),
                header("ce_source", "/switchboard/" + source),
                header("ce_time", time.toString()),
                header("content-type", "application/json"),
                header(Trace.HEADER, trace == null ? Trace.start().header() : trace)));
        if (feedPos != null) {
            headers.add(header(FEED_POS, feedPos.toString()));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        producer.send(new ProducerRecord<>(topic, null, key, value, headers), (_, error) -> {
            if (error == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(error);
            }
        });
        return done;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
