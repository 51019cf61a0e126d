package dev.switchboard.conversation.customer;

import dev.switchboard.conversation.attachment.Attachments;
import dev.switchboard.conversation.attachment.Uploaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes everything that tells of customers out of this service's tables, in the running transaction.
@Repository
class Erasures {
    private static final String MESSAGES = """
            UPDATE message SET body = '', attachments = '[]', sources = '[]', metadata = '{}', transcript = NULL,
                author_name = CASE WHEN author_kind = 'customer' THEN NULL ELSE author_name END,
                deduplication_key = NULL, provider_message_id = NULL, delivery_reason = NULL,
                deleted_at = coalesce(deleted_at, now())
            WHERE account_id = $1 AND conversation_id = ANY($2)
            """;
    private static final String KEYS = """
            UPDATE message_key SET scope = NULL, key = NULL, body_hash = ''
            WHERE account_id = $1 AND conversation_id = ANY($2)
            """;
    private static final String CONVERSATIONS = """
            UPDATE conversation SET identity = 'erased', thread = '', subject = NULL, attributes = NULL, live = false,
                archived_at = coalesce(archived_at, closed_at)
            WHERE account_id = $1 AND id = ANY($2)
            """;
    /// What stands beside conversations and names their customers.
    private static final List<String> BESIDE = List.of(
            "UPDATE csat_survey SET comment = NULL WHERE account_id = $1 AND conversation_id = ANY($2)",
            "DELETE FROM csat_survey WHERE account_id = $1 AND conversation_id = ANY($2) AND offered_at IS NULL",
            "DELETE FROM ticket_source WHERE account_id = $1 AND conversation_id = ANY($2)",
            "DELETE FROM ticket_request WHERE account_id = $1 AND conversation_id = ANY($2)",
            "DELETE FROM conversation_share WHERE account_id = $1 AND conversation_id = ANY($2)");
    /// What the account's agents may still be told of: the facts stay, for their places must have no gap.
    private static final String FEED = """
            UPDATE account_feed SET payload = (
                (payload::jsonb #- '{customer}' #- '{transcript}' #- '{subject}' #- '{deduplicationKey}')
                    || CASE WHEN jsonb_exists(payload::jsonb, 'body') THEN '{"body": ""}'::jsonb ELSE '{}' END
                    || CASE WHEN jsonb_exists(payload::jsonb, 'text') THEN '{"text": ""}'::jsonb ELSE '{}' END
                    || CASE WHEN jsonb_exists(payload::jsonb, 'attachments') THEN '{"attachments": []}'::jsonb ELSE '{}' END
                    || CASE WHEN jsonb_exists(payload::jsonb, 'sources') THEN '{"sources": []}'::jsonb ELSE '{}' END
                    || CASE WHEN jsonb_exists(payload::jsonb, 'metadata') THEN '{"metadata": {}}'::jsonb ELSE '{}' END
                    || CASE WHEN jsonb_exists(payload::jsonb, 'profile') THEN '{"profile": {}}'::jsonb ELSE '{}' END
                    || CASE WHEN payload::jsonb #>> '{author,kind}' = 'customer'
                        THEN jsonb_build_object('author', payload::jsonb -> 'author' #- '{name}') ELSE '{}' END
                    || CASE WHEN jsonb_exists(payload::jsonb, 'address') THEN jsonb_build_object('address',
                        (payload::jsonb -> 'address' #- '{thread}') || '{"identity": "erased"}') ELSE '{}' END)::text
            WHERE account_id = $1 AND (payload::jsonb ->> 'conversationId' = ANY($2::uuid[]::text[])
                OR payload::jsonb ->> 'customerId' = ANY($3::uuid[]::text[]))
            """;
    private static final String CUSTOMERS = """
            UPDATE customer SET name = NULL, email = NULL, phone = NULL, external_id = NULL, details = NULL,
                blocked_at = NULL, erased_at = $3, updated_at = $3
            WHERE account_id = $1 AND id = ANY($2)
            """;

    private final DatabaseClient database;
    private final Attachments attachments;

    Erasures(DatabaseClient database, Attachments attachments) {
        this.database = database;
        this.attachments = attachments;
    }

    /// The customer and all who were merged into it, the customer first; empty where there is none.
    Flux<UUID> family(UUID accountId, UUID id) {
        return database.sql("""
                        WITH RECURSIVE family (id, depth) AS (
                            SELECT id, 0 FROM customer WHERE account_id = $1 AND id = $2
                            UNION ALL
                            SELECT c.id, f.depth + 1 FROM customer c JOIN family f ON c.merged_into = f.id
                            WHERE c.account_id = $1
                        )
                        SELECT id FROM family ORDER BY depth, id
                        """)
                .bind(0, accountId)
                .bind(1, id)
                .mapValue(UUID.class)
                .all();
    }

    Flux<UUID> conversations(UUID accountId, List<UUID> customers) {
        return database.sql("SELECT id FROM conversation WHERE account_id = $1 AND customer_id = ANY($2)")
                .bind(0, accountId)
                .bind(1, customers.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all();
    }

    /// As channels know them.
    Mono<List<String>> identities(UUID accountId, List<UUID> customers) {
        return database.sql("""
                        SELECT DISTINCT identity FROM customer_identity WHERE account_id = $1 AND customer_id = ANY($2)
                        """)
                .bind(0, accountId)
                .bind(1, customers.toArray(UUID[]::new))
                .mapValue(String.class)
                .all()
                .collectList();
    }

    /// @return how many rows of what were emptied or removed
    Mono<Map<String, Integer>> erase(UUID accountId, List<UUID> customers, List<UUID> conversations, Instant at) {
        Map<String, Integer> removed = new TreeMap<>();
        return uploaders(accountId, customers)
                .flatMap(uploaders -> attachments.discard(accountId, uploaders, at))
                .zipWith(attachments.releaseConversations(accountId, conversations, at), Long::sum)
                .doOnNext(files -> removed.put("files", files.intValue()))
                .then(count(MESSAGES, accountId, conversations).doOnNext(n -> removed.put("messages", n)))
                .then(count(KEYS, accountId, conversations))
                .then(count(CONVERSATIONS, accountId, conversations).doOnNext(n -> removed.put("conversations", n)))
                .thenMany(Flux.fromIterable(BESIDE).concatMap(sql -> count(sql, accountId, conversations)))
                .then(feed(accountId, conversations, customers).doOnNext(n -> removed.put("feed", n)))
                .then(count(
                                "DELETE FROM customer_identity WHERE account_id = $1 AND customer_id = ANY($2)",
                                accountId,
                                customers)
                        .doOnNext(n -> removed.put("identities", n)))
                .then(count(
                        "DELETE FROM customer_merge WHERE account_id = $1 AND (source_id = ANY($2) OR survivor_id = ANY($2))",
                        accountId,
                        customers))
                .then(count(
                        "DELETE FROM imported WHERE account_id = $1 AND kind = 'customer' AND id = ANY($2)",
                        accountId,
                        customers))
                .then(customers(accountId, customers, at).doOnNext(n -> removed.put("customers", n)))
                .thenReturn(removed);
    }

    private Mono<List<String>> uploaders(UUID accountId, List<UUID> customers) {
        return database.sql("""
                        SELECT identity FROM customer_identity
                        WHERE account_id = $1 AND customer_id = ANY($2) AND channel = 'web'
                        """)
                .bind(0, accountId)
                .bind(1, customers.toArray(UUID[]::new))
                .mapValue(String.class)
                .all()
                .map(Uploaders::visitor)
                .collectList();
    }

    private Mono<Integer> count(String sql, UUID accountId, List<UUID> ids) {
        return database.sql(sql)
                .bind(0, accountId)
                .bind(1, ids.toArray(UUID[]::new))
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }

    private Mono<Integer> feed(UUID accountId, List<UUID> conversations, List<UUID> customers) {
        return database.sql(FEED)
                .bind(0, accountId)
                .bind(1, conversations.toArray(UUID[]::new))
                .bind(2, customers.toArray(UUID[]::new))
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }

    private Mono<Integer> customers(UUID accountId, List<UUID> customers, Instant at) {
        return database.sql(CUSTOMERS)
                .bind(0, accountId)
                .bind(1, customers.toArray(UUID[]::new))
                .bind(2, at.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }
}
