package dev.switchboard.testing;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.FactProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// The other services, as a test plays them: tells facts and hears what the service under test tells.
public final class Facts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String bootstrap;
    private final FactProducer producer;
    private final Map<String, Heard> heard = new HashMap<>();

    public Facts(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer = new FactProducer(bootstrap, "test", Duration.ofSeconds(20));
    }

    /// Returns when Kafka has them all, in this order.
    public void publish(Fact... facts) {
        // the first send to a topic waits for metadata, which the thread that acknowledged the last one has to fetch
        Flux.fromArray(facts)
                .concatMap(fact -> producer.publish(fact).publishOn(Schedulers.boundedElastic()))
                .then()
                .block(PATIENCE);
    }

    /// Something that need not be a fact: poison, or a tombstone where `value` is null.
    public void publishRaw(String topic, String key, byte[] value) {
        try (KafkaProducer<String, byte[]> raw = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
            raw.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The first fact of this type that satisfies the condition, told before or after this call.
    public <T extends Fact> T await(Class<T> type, Predicate<T> condition) {
        return awaitFact(Topic.of(type).name(), type, condition);
    }

    public <T extends Fact> T await(Class<T> type) {
        return await(type, _ -> true);
    }

    /// All facts of this type that have been told until now, in the order of their partitions.
    public <T extends Fact> List<T> told(Class<T> type) {
        Heard topic = heard(Topic.of(type).name());
        topic.catchUp();
        return topic.records().stream()
                .filter(record -> record.value() != null)
                .map(Facts::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// For dead-letter topics and headers.
    public ConsumerRecord<String, byte[]> awaitRecord(
            String topic, Predicate<ConsumerRecord<String, byte[]>> condition) {
        return heard(topic).await(condition, PATIENCE);
    }

    private <T extends Fact> T awaitFact(String topic, Class<T> type, Predicate<T> condition) {
        ConsumerRecord<String, byte[]> found = heard(topic)
                .await(
                        record -> record.value() != null
                                && read(record) instanceof Fact fact
                                && type.isInstance(fact)
                                && condition.test(type.cast(fact)),
                        PATIENCE);
        return type.cast(read(found));
    }

    private static Fact read(ConsumerRecord<String, byte[]> record) {
        Topic topic = Topic.ALL.stream()
                .filter(t -> t.name().equals(record.topic()))
                .findFirst()
                .orElseThrow();
        return WireJson.read(new String(record.value(), StandardCharsets.UTF_8), topic.facts());
    }

    private synchronized Heard heard(String topic) {
        return heard.computeIfAbsent(topic, name -> new Heard(bootstrap, name));
    }

    @Override
    public synchronized void close() {
        heard.values().forEach(Heard::close);
        producer.close();
    }
}
