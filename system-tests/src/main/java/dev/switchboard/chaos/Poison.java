package dev.switchboard.chaos;

import dev.switchboard.suite.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// What nobody can read lies on every partition of every topic that a group reads, with good facts behind it.
final class Poison implements Fault {
    private static final List<String> HEADERS = List.of(
            "kafka_dlt-original-topic",
            "kafka_dlt-original-partition",
            "kafka_dlt-original-offset",
            "kafka_dlt-exception-fqcn",
            "kafka_dlt-exception-message");
    /// They look into a batch only where it names what they wait for, voice messages: the rest is nothing to them.
    private static final Set<String> SKIMMING = Set.of("message.created ai-service", "message.updated memory-service");

    @Override
    public String code() {
        return "F13";
    }

    @Override
    public String what() {
        return "poison on every partition of every input topic, good facts behind it";
    }

    /// @param key null for a record without one
    private record Bad(String name, @Nullable String key, byte[] value) {}

    private record Sent(int readers, Future<RecordMetadata> answer) {
        /// A compacted topic takes nothing without a key: that poison ends at the broker.
        boolean isTaken() throws ExecutionException, InterruptedException {
            try {
                RecordMetadata _ = answer.get();
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InvalidRecordException) {
                    return false;
                }
                throw e;
            }
        }
    }

    private static int readers(Map.Entry<String, Set<String>> topic) {
        return (int) topic.getValue().stream()
                .filter(group -> !SKIMMING.contains(topic.getKey() + " " + group))
                .count();
    }

    private static List<Bad> kinds() {
        String id = UUID.randomUUID().toString();
        byte[] large = ("{\"eventId\":\"%s\",\"padding\":\"%s\"".formatted(id, "x".repeat(900 * 1024)))
                .getBytes(StandardCharsets.UTF_8);
        return List.of(
                new Bad("no JSON", id, "no JSON at all".getBytes(StandardCharsets.UTF_8)),
                new Bad("JSON of another form", id, "[1, 2]".getBytes(StandardCharsets.UTF_8)),
                new Bad("900 KB that end too early", id, large),
                new Bad("no key and no JSON", null, "{".getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void play(Scene scene) throws ExecutionException, InterruptedException {
        Crowd crowd = scene.crowd();
        Topics topics = new Topics(scene.stage().suite());
        Map<String, Set<String>> readers = topics.readers();
        Map<String, Long> before = topics.deadLettersByTopic();
        long begin = System.nanoTime();
        long expected = 0;
        int refused = 0;
        List<Sent> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", scene.stage().suite().kafka()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Map.Entry<String, Set<String>> topic : readers.entrySet()) {
                int partitions = producer.partitionsFor(topic.getKey()).size();
                for (Bad bad : kinds()) {
                    for (int partition = 0; partition < partitions; partition++) {
                        sent.add(new Sent(
                                readers(topic),
                                producer.send(
                                        new ProducerRecord<>(topic.getKey(), partition, bad.key(), bad.value()))));
                    }
                }
            }
            for (Sent one : sent) {
                if (one.isTaken()) {
                    expected += one.readers();
                } else {
                    refused++;
                }
            }
        }
        Outage _ = scene.struck(new Outage(what(), begin, System.nanoTime()));
        long wanted = expected;
        scene.expectDeadLetters(wanted);
        boolean _ = Patience.comes(Duration.ofMinutes(3), () -> scene.deadLetters() >= wanted);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Times _ = scene.settle();
        scene.note(
                "%d poisonous records on %d topics of %d readers, all set aside after %.1f s; the broker refused %d",
                sent.size() - refused,
                readers.size(),
                readers.values().stream().mapToInt(Set::size).sum(),
                seconds,
                refused);
        List<String> bare = topics.deadLettersWithout(HEADERS);
        scene.check(
                "dead letters name their origin and cause",
                bare.isEmpty(),
                "%d do not %s",
                bare.size(),
                bare.stream().limit(3).toList());
        Map<String, Long> grown = new HashMap<>(topics.deadLettersByTopic());
        before.forEach((topic, count) -> grown.merge(topic, -count, Long::sum));
        scene.note("%s", grown.toString().toLowerCase(Locale.ROOT));
        long lag = topics.lag("conversation-service");
        scene.check("backlog of conversation-service after it", lag == 0, "%d facts", lag);
        scene.note("longest time in which nobody was acknowledged %.2f s", crowd.longestSilence());
    }
}
