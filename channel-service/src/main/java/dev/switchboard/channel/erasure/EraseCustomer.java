package dev.switchboard.channel.erasure;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Removes what was sent to a customer, what waits to be sent, and the raw webhooks that brought its messages. That an
/// event came stays known, so that a repeat of it brings nothing back.
@Service
class EraseCustomer {
    private static final String GONE = """
            WITH gone AS (SELECT $1::uuid AS account_id, $2::uuid[] AS conversations, $3::text[] AS ids)
            """;
    private static final List<Removal> REMOVALS =
            List.of(new Removal("deliveries", """
                    DELETE FROM delivery d USING gone g WHERE d.account_id = g.account_id
                        AND (d.conversation_id = ANY(g.conversations) OR d.recipient = ANY(g.ids))
                    """), new Removal("webhook_bodies", """
                    UPDATE inbound_webhook w SET body = '', senders = NULL FROM gone g
                    WHERE w.account_id = g.account_id AND w.body <> '' AND (w.senders && g.ids
                        OR w.senders IS NULL AND EXISTS (SELECT FROM unnest(g.ids) AS i (id)
                            WHERE position(convert_to(i.id, 'UTF8') IN w.body) > 0))
                    """));

    /// @param sql of what is gone: conversations, and the ids by which channels know the customer
    private record Removal(String what, String sql) {}

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    EraseCustomer(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    static boolean concerns(CustomerUpdated fact) {
        return fact instanceof CustomerUpdated.Erased || fact instanceof CustomerUpdated.ConversationsExpired;
    }

    /// In the consumer's transaction.
    Mono<Void> of(CustomerUpdated fact) {
        if (fact instanceof CustomerUpdated.Erased erased) {
            return erase(erased);
        }
        if (fact instanceof CustomerUpdated.ConversationsExpired expired) {
            return remove(expired, expired.conversationIds(), List.of());
        }
        return Mono.empty();
    }

    private Mono<Void> erase(CustomerUpdated.Erased erased) {
        List<String> ids = new ArrayList<>(orNone(erased.identities()));
        ids.add(erased.customerId().toString());
        return remove(erased, orNone(erased.conversationIds()), ids);
    }

    private static <T> List<T> orNone(@Nullable List<T> all) {
        return all == null ? List.of() : all;
    }

    private Mono<Void> remove(CustomerUpdated fact, List<UUID> conversations, List<String> ids) {
        return remember(fact, conversations)
                .thenMany(Flux.fromIterable(REMOVALS))
                .concatMap(removal -> database.sql(GONE + removal.sql())
                        .bind(0, fact.accountId())
                        .bind(1, conversations.toArray(UUID[]::new))
                        .bind(2, ids.toArray(String[]::new))
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> Map.entry(removal.what(), rows.intValue())))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(removed -> outbox.tell(new ErasureCompleted(
                        Ids.next(), fact.accountId(), fact.customerId(), clock.instant(), "channel-service", removed)));
    }

    private Mono<Long> remember(CustomerUpdated fact, List<UUID> conversations) {
        return database.sql("""
                        INSERT INTO erased_conversation (conversation_id, account_id)
                        SELECT id, $1 FROM unnest($2::uuid[]) AS c (id) ON CONFLICT DO NOTHING
                        """)
                .bind(0, fact.accountId())
                .bind(1, conversations.toArray(UUID[]::new))
                .fetch()
                .rowsUpdated();
    }
}
