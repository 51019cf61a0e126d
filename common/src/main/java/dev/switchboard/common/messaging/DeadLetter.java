package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.service.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/// A fact that one consumer group could not take, as its dead-letter topic holds it.
///
/// @param topic where the fact was told
/// @param group who could not take it
/// @param offset its place on the dead-letter topic; with `diedAt`, because a new Kafka counts from 0 again
/// @param eventId absent where the sender gave none
/// @param type `ce_type`
/// @param cause the exception at the bottom, 500 characters at most
/// @param trace `traceparent`
public record DeadLetter(
        String topic,
        String group,
        long offset,
        Instant diedAt,
        @Nullable String eventId,
        @Nullable String type,
        String cause,
        byte @Nullable [] key,
        byte @Nullable [] value,
        @Nullable String trace) {
    /// Where facts go that are to be tried again; each service takes those of its own groups.
    public static final String REPLAYED = "dead-letter.replayed";

    static final String SUFFIX = ".dlt";
    private static final String FACT_TOPIC = "switchboard-topic";
    private static final String GROUP = "switchboard-group";
    private static final int LONGEST_CAUSE = 500;

    /// Of a record on the topics of dead letters and of their replays, in bytes: what any topic may hold
    /// (`message.max.bytes`, 1 MiB unless the operator says more) and the headers of a dead letter beside it.
    static final int LARGEST = 1_200_000;

    /// Empty for a topic that is none of ours.
    static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
        return Topic.ALL.stream()
                .map(Topic::name)
                .filter(name -> record.topic().startsWith(name + ".")
                        && record.topic().length() > name.length() + SUFFIX.length() + 1)
                .findFirst()
                .map(topic -> new DeadLetter(
                        topic,
                        record.topic()
                                .substring(topic.length() + 1, record.topic().length() - SUFFIX.length()),
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        TailReader.header(record, "ce_id"),
                        TailReader.header(record, "ce_type"),
                        cause(record),
                        record.key(),
                        record.value(),
                        TailReader.header(record, Trace.HEADER)));
    }

    /// The fact on its way to the group that could not take it, and to no other.
    public ProducerRecord<byte[], byte[]> replay() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(REPLAYED, key, value);
        put(record, FACT_TOPIC, topic);
        put(record, GROUP, group);
        put(record, "ce_id", eventId);
        put(record, "ce_type", type);
        put(record, Trace.HEADER, trace);
        return record;
    }

    private static void put(ProducerRecord<byte[], byte[]> record, String name, @Nullable String value) {
        if (value != null) {
            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The topic on which a replayed fact was told first.
    static String topicOf(ConsumerRecord<?, ?> replayed) {
        return String.valueOf(TailReader.header(replayed, FACT_TOPIC));
    }

    /// The group that a replayed fact is for.
    static String groupOf(ConsumerRecord<?, ?> replayed) {
        return String.valueOf(TailReader.header(replayed, GROUP));
    }

    /// What was wrong, in the headers of a dead letter. What stands above the exception at the bottom only carried it
    /// and may quote a whole batch; the trace stands in the service's log.
    static void explain(Headers headers, Throwable error) {
        Throwable bottom = error;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        String type = bottom.getClass().getName();
        headers.add(KafkaHeaders.DLT_EXCEPTION_FQCN, type.getBytes(StandardCharsets.UTF_8));
        headers.add(
                KafkaHeaders.DLT_EXCEPTION_MESSAGE,
                cut(type + ": " + bottom.getMessage()).getBytes(StandardCharsets.UTF_8));
    }

    private static String cause(ConsumerRecord<?, ?> record) {
        String message = TailReader.header(record, KafkaHeaders.DLT_EXCEPTION_MESSAGE);
        return message == null ? "not known" : cut(message);
    }

    private static String cut(String cause) {
        return cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE)).replace("\0", "");
    }
}
