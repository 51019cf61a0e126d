package dev.switchboard.channel.inbound;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Verified webhooks that brought anything new, byte for byte, sealed, for a short while.
@Component
class InboundLog {
    private static final String ENTRIES = """
            SELECT w.id, w.inbox_id, w.provider, w.received_at, w.replayed_at, w.sealed IS NOT NULL AS replayable,
                coalesce(array_agg(e.provider_event_id ORDER BY e.provider_event_id)
                    FILTER (WHERE e.webhook_id IS NOT NULL), '{}') AS events,
                coalesce(array_agg(e.outcome ORDER BY e.provider_event_id)
                    FILTER (WHERE e.webhook_id IS NOT NULL), '{}') AS outcomes
            FROM inbound_webhook w LEFT JOIN inbound_event e ON e.webhook_id = w.id
            WHERE w.account_id = $1 AND w.id < $2 AND ($3::text IS NULL OR w.provider = $3)
            GROUP BY w.id ORDER BY w.id DESC LIMIT $4
            """;

    /// Longer ones are listed, and cannot be replayed.
    private static final int LONGEST = 3 * 1024 * 1024;

    private final DatabaseClient database;
    private final SecretBox box;

    InboundLog(DatabaseClient database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /// @param replayable its bytes are still kept
    record EntryRow(
            UUID id,
            UUID inboxId,
            @Nullable String provider,
            Instant receivedAt,
            @Nullable Instant replayedAt,
            boolean replayable,
            String[] events,
            String[] outcomes) {}

    private record SealedRow(UUID id, UUID accountId, UUID inboxId, String sealed) {}

    record Webhook(UUID id, UUID inboxId, byte[] body) {}

    /// With those who wrote what it brought: their erasure takes the body with it.
    Mono<Void> keep(List<Brought> all) {
        List<@Nullable String> sealed = new ArrayList<>(all.size());
        all.forEach(one -> sealed.add(sealed(one)));
        return database.sql("""
                        INSERT INTO inbound_webhook (id, account_id, inbox_id, provider, sealed, senders)
                        SELECT id, account, inbox, provider, sealed, ARRAY(SELECT jsonb_array_elements_text(senders::jsonb))
                        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])
                            AS w (id, account, inbox, provider, sealed, senders)
                        """)
                .bind(0, all.stream().map(Brought::webhookId).toArray(UUID[]::new))
                .bind(1, all.stream().map(one -> one.account().accountId()).toArray(UUID[]::new))
                .bind(2, all.stream().map(one -> one.account().inboxId()).toArray(UUID[]::new))
                .bind(3, all.stream().map(one -> one.account().provider()).toArray(String[]::new))
                .bind(4, sealed.toArray(String[]::new))
                .bind(5, all.stream().map(one -> WireJson.write(one.senders())).toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private @Nullable String sealed(Brought one) {
        return one.body().length > LONGEST
                ? null
                : box.seal(
                        new String(one.body(), StandardCharsets.ISO_8859_1),
                        context(one.account().accountId()));
    }

    private static String context(UUID accountId) {
        return "inbound:" + accountId;
    }

    Mono<Void> markReplayed(UUID webhookId) {
        return database.sql("UPDATE inbound_webhook SET replayed_at = now() WHERE id = $1")
                .bind(0, webhookId)
                .then();
    }

    /// Newest first.
    Flux<EntryRow> list(UUID accountId, UUID before, @Nullable String provider, int limit) {
        return database.sql(ENTRIES)
                .bind(0, accountId)
                .bind(1, before)
                .bind(2, Parameter.fromOrEmpty(provider, String.class))
                .bind(3, limit)
                .mapProperties(EntryRow.class)
                .all();
    }

    Mono<Webhook> open(UUID accountId, UUID id) {
        return database.sql("SELECT id, account_id, inbox_id, sealed FROM inbound_webhook"
                        + " WHERE account_id = $1 AND id = $2 AND sealed IS NOT NULL")
                .bind(0, accountId)
                .bind(1, id)
                .mapProperties(SealedRow.class)
                .one()
                .map(this::opened);
    }

    /// Oldest first.
    Flux<UUID> between(UUID accountId, Instant from, Instant to, int limit) {
        return database.sql("""
                        SELECT id FROM inbound_webhook WHERE account_id = $1 AND received_at >= $2 AND received_at < $3
                            AND sealed IS NOT NULL ORDER BY id LIMIT $4
                        """)
                .bind(0, accountId)
                .bind(1, from)
                .bind(2, to)
                .bind(3, limit)
                .mapValue(UUID.class)
                .all();
    }

    private Webhook opened(SealedRow row) {
        String body = box.open(row.sealed(), context(row.accountId()));
        return new Webhook(row.id(), row.inboxId(), body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
