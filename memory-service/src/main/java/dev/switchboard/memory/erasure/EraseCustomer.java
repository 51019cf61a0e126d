package dev.switchboard.memory.erasure;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.erasure.Erasure;
import dev.switchboard.common.erasure.Erasure.Removal;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Forgets a customer, or some of its conversations, and tells how much was forgotten. Once more it finds nothing.
@Service
class EraseCustomer {
    private static final List<Removal> REMOVALS = List.of(new Removal("turns", """
                    DELETE FROM turn t USING gone g
                    WHERE t.account_id = g.account_id
                        AND (t.conversation_id = ANY(g.conversations) OR t.customer_id = g.customer_id)
                    """), new Removal("memories", """
                    DELETE FROM memory m USING gone g WHERE m.account_id = g.account_id AND m.user_id = ANY(g.ids)
                    """));

    private final Erasure erasure;

    EraseCustomer(DatabaseClient database, Outbox outbox, Clock clock) {
        erasure = new Erasure("memory-service", REMOVALS, database, outbox, clock);
    }

    /// In the consumer's transaction.
    Mono<Void> of(CustomerUpdated fact) {
        return erasure.of(fact);
    }
}
