package dev.switchboard.ai.erasure;

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

/// Removes a customer's dialogues, or some of them, with the jobs that wait, and tells how much was removed. A worker
/// that
/// is at one of those jobs finds it gone and records nothing.
@Service
class EraseCustomer {
    private static final String GONE = """
            WITH gone AS (SELECT $1::uuid AS account_id, $2::uuid[] AS conversations, $3::text[] AS ids)
            """;
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
                        Ids.next(), fact.accountId(), fact.customerId(), clock.instant(), "ai-service", removed)));
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
