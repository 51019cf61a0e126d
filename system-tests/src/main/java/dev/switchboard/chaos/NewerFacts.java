package dev.switchboard.chaos;

import dev.switchboard.suite.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.node.ObjectNode;

/// Facts of a newer release among those of this one: with fields and types that this one does not know.
final class NewerFacts implements Fault {
    private static final int MOST = 50;

    @Override
    public String code() {
        return "F23";
    }

    @Override
    public String what() {
        return "facts with fields and types of a newer release on every topic";
    }

    @Override
    public void play(Scene scene) throws ExecutionException, InterruptedException {
        Crowd _ = scene.crowd();
        Topics topics = new Topics(scene.stage().suite());
        long begin = System.nanoTime();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        int read = 0;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", scene.stage().suite().kafka()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (String topic : topics.readers().keySet()) {
                List<Topics.Fact> facts =
                        topics.read(topic).stream().limit(MOST).toList();
                read += facts.isEmpty() ? 0 : 1;
                for (Topics.Fact fact : facts) {
                    ObjectNode newer = (ObjectNode) fact.json().deepCopy();
                    newer.putObject("addedLater")
                            .put("depth", 3)
                            .putArray("list")
                            .add("of things");
                    sent.add(producer.send(record(topic, fact, newer)));
                    if (newer.has("type")) {
                        newer.put("type", "something.unheard.v9");
                        sent.add(producer.send(record(topic, fact, newer)));
                    }
                }
            }
            for (Future<RecordMetadata> one : sent) {
                RecordMetadata _ = one.get();
            }
        }
        Outage _ = scene.struck(new Outage(what(), begin, System.nanoTime()));
        Patience.rest(Duration.ofSeconds(3));
        Times _ = scene.settle();
        scene.note("%d newer facts on %d topics", sent.size(), read);
    }

    private static ProducerRecord<String, byte[]> record(String topic, Topics.Fact fact, ObjectNode newer) {
        return new ProducerRecord<>(topic, fact.key(), newer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
