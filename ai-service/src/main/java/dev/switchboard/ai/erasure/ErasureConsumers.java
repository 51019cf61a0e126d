package dev.switchboard.ai.erasure;

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

/// Removes a customer's dialogues, or some of them, with the jobs that wait, and tells how much was removed. A worker
/// that is at one of those jobs finds it gone and records nothing. `customer.updated` → `erasure.completed`.
@Configuration(proxyBeanMethods = false)
class ErasureConsumers {
    private static final List<Removal> REMOVALS = List.of(
            new Removal("session_resets", """
                    DELETE FROM session_reset s USING gone g WHERE s.account_id = g.account_id AND s.session_id IN (
                        SELECT a.session_id FROM answer a WHERE a.account_id = g.account_id
                            AND (a.conversation_id = ANY(g.conversations) OR a.user_id = ANY(g.ids)))
                    """),
            new Removal("answers", """
                    DELETE FROM answer a USING gone g WHERE a.account_id = g.account_id
                        AND (a.conversation_id = ANY(g.conversations) OR a.user_id = ANY(g.ids))
                    """),
            new Removal("answer_jobs", """
                    DELETE FROM answer_job j USING gone g
                    WHERE j.account_id = g.account_id AND j.conversation_id = ANY(g.conversations)
                    """),
            new Removal("transcription_jobs", """
                    DELETE FROM transcription_job j USING gone g
                    WHERE j.account_id = g.account_id AND j.conversation_id = ANY(g.conversations)
                    """));

    @Bean
    Consumer<Message<List<byte[]>>> erasures(
            FactConsumers consumers, DatabaseClient database, Outbox outbox, Clock clock) {
        return new Erasure("ai-service", REMOVALS, database, outbox, clock).consumer(consumers);
    }
}
