package dev.switchboard.memory.erasure;

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

/// Forgets a customer, or some of its conversations, and tells how much was forgotten. Once more it finds nothing.
@Service
class EraseCustomer {
    /// Of whom only some conversations have expired.
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String GONE = """
            WITH gone AS (SELECT $1::uuid AS account_id, $2::uuid[] AS conversations, $3::text[] AS ids, $4::uuid AS customer_id)
            """;
    private static final List<Removal> REMOVALS = List.of(new Removal("turns", """
                    DELETE FROM turn t USING gone g
                    WHERE t.account_id = g.account_id
                        AND (t.conversation_id = ANY(g.conversations) OR t.customer_id = g.customer_id)
                    """), new Removal("memories", """
                    DELETE FROM memory m USING gone g WHERE m.account_id = g.account_id AND m.user_id = ANY(g.ids)
                    """));

    /// @param sql of what is gone: conversations, the ids by which channels know the customer, and the customer
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
            return remove(expired, NOBODY, expired.conversationIds(), List.of());
        }
        return Mono.empty();
    }

    private Mono<Void> erase(CustomerUpdated.Erased erased) {
        List<String> ids = new ArrayList<>(orNone(erased.identities()));
        ids.add(erased.customerId().toString());
        return remove(erased, erased.customerId(), orNone(erased.conversationIds()), ids);
    }

    private static <T> List<T> orNone(@Nullable List<T> all) {
        return all == null ? List.of() : all;
    }

    private Mono<Void> remove(CustomerUpdated fact, UUID customer, List<UUID> conversations, List<String> ids) {
        return remember(fact, conversations)
                .thenMany(Flux.fromIterable(REMOVALS))
                .concatMap(removal -> database.sql(GONE + removal.sql())
                        .bind(0, fact.accountId())
                        .bind(1, conversations.toArray(UUID[]::new))
                        .bind(2, ids.toArray(String[]::new))
                        .bind(3, customer)
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> Map.entry(removal.what(), rows.intValue())))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(removed -> outbox.tell(new ErasureCompleted(
                        Ids.next(), fact.accountId(), fact.customerId(), clock.instant(), "memory-service", removed)));
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
