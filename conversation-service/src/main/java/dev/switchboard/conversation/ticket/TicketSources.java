package dev.switchboard.conversation.ticket;

import dev.switchboard.conversation.store.Columns;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// What openers said of their tickets, by conversation.
@Repository
public class TicketSources {
    private final DatabaseClient database;

    TicketSources(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(UUID accountId, UUID conversationId, TicketSource source) {
        return database.sql("""
                        INSERT INTO ticket_source (account_id, conversation_id, channel, origin_platform_id,
                            channel_identity, bot_handoff)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        """)
                .bind(0, accountId)
                .bind(1, conversationId)
                .bind(2, source.channel().name().toLowerCase(Locale.ROOT))
                .bind(3, Parameter.fromOrEmpty(source.originPlatformId(), String.class))
                .bind(4, Parameter.fromOrEmpty(source.identity(), String.class))
                .bind(5, source.botHandoff())
                .then();
    }

    public Mono<Map<UUID, TicketSource>> of(UUID accountId, Collection<UUID> conversationIds) {
        return database.sql("""
                        SELECT s.conversation_id, s.channel, s.origin_platform_id, s.channel_identity, s.bot_handoff
                        FROM ticket_source s WHERE s.account_id = $1 AND s.conversation_id = ANY($2)
                        """)
                .bind(0, accountId)
                .bind(1, conversationIds.toArray(UUID[]::new))
                .map(row -> new Columns(row))
                .all()
                .collectMap(row -> row.uuid("conversation_id"), TicketSources::read);
    }

    private static TicketSource read(Columns row) {
        return new TicketSource(
                row.channel("channel"),
                row.textOrNull("origin_platform_id"),
                row.textOrNull("channel_identity"),
                row.flag("bot_handoff"));
    }
}
