package dev.switchboard.admin.analytics;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.contract.SurveyAnswered;
import dev.switchboard.common.messaging.FactConsumers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// Counts what the facts of conversations say, a batch at a time.
@Configuration(proxyBeanMethods = false)
class CountingConsumers {
    private final FactConsumers consumers;
    private final Counters counters;

    CountingConsumers(FactConsumers consumers, Counters counters) {
        this.consumers = consumers;
        this.counters = counters;
    }

    @Bean
    Consumer<Message<List<byte[]>>> countMessages() {
        return counting("count-messages", MessageCreated.class, Moment::of);
    }

    @Bean
    Consumer<Message<List<byte[]>>> countConversations() {
        return counting("count-conversations", ConversationUpdated.class, Moment::of);
    }

    @Bean
    Consumer<Message<List<byte[]>>> countIntents() {
        return counting("count-intents", ReplyProposed.class, Moment::of);
    }

    @Bean
    Consumer<Message<List<byte[]>>> countHandOvers() {
        return counting("count-handovers", HandoverRequested.class, Moment::of);
    }

    @Bean
    Consumer<Message<List<byte[]>>> countRatings() {
        return counting("count-ratings", SurveyAnswered.class, Moment::of);
    }

    private <T extends Fact> Consumer<Message<List<byte[]>>> counting(
            String name, Class<T> type, Function<T, Stream<Moment>> moments) {
        return consumers.inBatches(
                name,
                type,
                facts -> counters.count(
                        facts.stream().flatMap(r -> moments.apply(r.fact())).toList()));
    }
}
