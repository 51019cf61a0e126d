package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Every topic of the suite with the facts on it and how long Kafka keeps them.
///
/// @param facts the record, or the sealed family, that the topic carries
/// @param retention how long a fact is kept; consumers' idempotence tables are kept as long; zero means compacted
public record Topic(String name, Class<? extends Fact> facts, int partitions, Duration retention) {
    private static final int PARTITIONS = 6;

    public static final List<Topic> ALL = List.of(
            days(MessageReceived.TOPIC, MessageReceived.class, 7),
            days(MessageCreated.TOPIC, MessageCreated.class, 7),
            days(MessageUpdated.TOPIC, MessageUpdated.class, 7),
            days(ConversationUpdated.TOPIC, ConversationUpdated.class, 7),
            days(CustomerUpdated.TOPIC, CustomerUpdated.class, 7),
            days(CustomerReported.TOPIC, CustomerReported.class, 7),
            days(ContextAssembled.TOPIC, ContextAssembled.class, 7),
            passing(ContextRequested.TOPIC, ContextRequested.class),
            passing(ContextSupplied.TOPIC, ContextSupplied.class),
            days(ReplyProposed.TOPIC, ReplyProposed.class, 7),
            days(HandoverRequested.TOPIC, HandoverRequested.class, 7),
            days(DeliveryUpdated.TOPIC, DeliveryUpdated.class, 7),
            new Topic(TypingChanged.TOPIC, TypingChanged.class, PARTITIONS, Duration.ofMinutes(10)),
            new Topic(PresenceChanged.TOPIC, PresenceChanged.class, 1, Duration.ofMinutes(10)),
            new Topic(AvailabilityChanged.TOPIC, AvailabilityChanged.class, 1, Duration.ZERO),
            new Topic(AccountUpdated.TOPIC, AccountUpdated.class, 1, Duration.ZERO),
            days(KnowledgeUpdated.TOPIC, KnowledgeUpdated.class, 7),
            days(ErasureCompleted.TOPIC, ErasureCompleted.class, 7),
            days(SurveyAnswered.TOPIC, SurveyAnswered.class, 7),
            days(IntegrationActed.TOPIC, IntegrationActed.class, 7),
            days(AuditRecorded.TOPIC, AuditRecorded.class, 7));

    /// Somebody waits for it, and nobody any more after a few minutes.
    private static Topic passing(String name, Class<? extends Fact> facts) {
        return new Topic(name, facts, PARTITIONS, Duration.ofMinutes(10));
    }

    private static Topic days(String name, Class<? extends Fact> facts, int days) {
        return new Topic(name, facts, PARTITIONS, Duration.ofDays(days));
    }

    public boolean compacted() {
        return retention.isZero();
    }

    /// The topic a fact belongs to.
    ///
    /// @throws IllegalArgumentException for a class that is on no topic
    public static Topic of(Class<? extends Fact> fact) {
        return ALL.stream()
                .filter(topic -> topic.facts().isAssignableFrom(fact))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(fact + " is on no topic"));
    }

    /// The `ce_type` of a fact: its name and version.
    public static String type(Class<? extends Fact> fact) {
        JsonTypeName name = fact.getAnnotation(JsonTypeName.class);
        return name != null ? name.value() : of(fact).name() + ".v1";
    }

    /// The dead-letter topic of one consumer group.
    public static String deadLetters(String topic, String group) {
        return topic + "." + group + ".dlt";
    }

    /// The concrete records on this topic.
    public List<Class<?>> records() {
        return facts.isSealed() ? Arrays.asList(facts.getPermittedSubclasses()) : List.of(facts);
    }
}
