package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.admin.deadletter.ForgetLetters;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.erasure.Erasure;
import dev.switchboard.common.erasure.Erasure.Removal;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Removes from admin-service what tells of an erased customer: dead letters, and in the delivery log the bodies, and
/// what receivers answered to them. What waited is dead, and cannot be sent again.
@Service
class EraseDeliveries {
    private static final String OF_THE_CUSTOMER = """
            d.account_id = g.account_id AND (d.conversation_id = ANY(g.conversations) OR d.customer_id = g.customer_id
                OR d.customer_id::text = ANY(g.ids))
            """;
    private static final List<Removal> REMOVALS = List.of(
            ForgetLetters.REMOVAL,
            new Removal("webhook_answers", """
                    UPDATE webhook_attempt a SET response = NULL FROM webhook_delivery d, gone g
                    WHERE a.delivery_id = d.id AND a.response IS NOT NULL AND
                    """ + OF_THE_CUSTOMER),
            new Removal("webhook_bodies", """
                    UPDATE webhook_delivery d SET body = NULL, settled_at = coalesce(settled_at, now()),
                        reason = CASE WHEN state = 'waiting' THEN 'The customer was erased' ELSE reason END,
                        state = CASE WHEN state = 'waiting' THEN 'dead' ELSE state END
                    FROM gone g WHERE d.body IS NOT NULL AND
                    """ + OF_THE_CUSTOMER));

    private final Erasure erasure;

    EraseDeliveries(DatabaseClient database, Outbox outbox, Clock clock) {
        erasure = new Erasure("admin-service", REMOVALS, database, outbox, clock);
    }

    static boolean concerns(CustomerUpdated fact) {
        return Erasure.concerns(fact);
    }

    /// In the consumer's transaction.
    Mono<Void> of(CustomerUpdated fact) {
        return erasure.of(fact);
    }
}
