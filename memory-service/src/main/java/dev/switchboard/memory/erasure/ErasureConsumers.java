package dev.switchboard.memory.erasure;

import dev.switchboard.common.erasure.Erasure;
import dev.switchboard.common.erasure.Erasure.Removal;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.r2dbc.core.DatabaseClient;

/// Forgets a customer, or some of its conversations, and tells how much was forgotten. Once more it finds nothing.
/// `customer.updated` → `erasure.completed`.
@Configuration(proxyBeanMethods = false)
class ErasureConsumers {
    private static final List<Removal> REMOVALS = List.of(new Removal("turns", """
                    DELETE FROM turn t USING gone g
                    WHERE t.account_id = g.account_id
                        AND (t.conversation_id = ANY(g.conversations) OR t.customer_id = g.customer_id)
                    """), new Removal("memories", """
                    DELETE FROM memory m USING gone g WHERE m.account_id = g.account_id AND m.user_id = ANY(g.ids)
                    """));

    @Bean
    Consumer<Message<List<byte[]>>> erasures(
            FactConsumers consumers, DatabaseClient database, Outbox outbox, Clock clock) {
        return new Erasure("memory-service", REMOVALS, database, outbox, clock).consumer(consumers);
    }
}
