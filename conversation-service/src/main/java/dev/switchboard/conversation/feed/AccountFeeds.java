package dev.switchboard.conversation.feed;

import dev.switchboard.conversation.feed.AccountFeed.Told;
import dev.switchboard.conversation.store.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The tables that the relay writes before it sends.
@Repository
class AccountFeeds {
    private final DatabaseClient database;

    AccountFeeds(DatabaseClient database) {
        this.database = database;
    }

    Mono<Long> last(UUID accountId) {
        return database.sql("SELECT last_pos FROM account_feed_head WHERE account_id = $1")
                .bind(0, accountId)
                .mapValue(Long.class)
                .one()
                .defaultIfEmpty(0L);
    }

    /// The last place before what was logged after a moment, looking back over at most `limit` facts.
    Mono<Long> placeAt(UUID accountId, Instant moment, long last, int limit) {
        return database.sql("""
                        SELECT coalesce(min(pos) FILTER (WHERE logged_at > $3) - 1, $2) AS place FROM (
                            SELECT f.pos, f.logged_at FROM account_feed f
                            WHERE f.account_id = $1 AND f.pos <= $2 ORDER BY f.pos DESC LIMIT $4) latest
                        """)
                .bind(0, accountId)
                .bind(1, last)
                .bind(2, moment.atOffset(ZoneOffset.UTC))
                .bind(3, limit)
                .mapValue(Long.class)
                .one();
    }

    Flux<Told> between(UUID accountId, long after, long last, int limit) {
        return database.sql("""
                        SELECT f.pos, f.topic, f.type, f.payload FROM account_feed f
                        WHERE f.account_id = $1 AND f.pos > $2 AND f.pos <= $3 ORDER BY f.pos LIMIT $4
                        """)
                .bind(0, accountId)
                .bind(1, after)
                .bind(2, last)
                .bind(3, limit)
                .map(row -> new Columns(row))
                .all()
                .map(c -> new Told(c.number("pos"), c.text("topic"), c.text("type"), c.text("payload")));
    }

    /// Forgets at most `limit` facts that were logged before a moment: how many they were.
    Mono<Long> forgetBefore(Instant moment, int limit) {
        return database.sql("""
                        DELETE FROM account_feed WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM account_feed WHERE logged_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
                        """)
                .bind(0, moment.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .fetch()
                .rowsUpdated();
    }
}
