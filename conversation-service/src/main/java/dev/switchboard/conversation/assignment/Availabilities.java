package dev.switchboard.conversation.assignment;

import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What the agents have said of themselves. Who comes back is offered what waits.
@Repository
public class Availabilities {
    private final DatabaseClient database;
    private final WaitingConversations waiting;
    private final Outbox outbox;
    private final Clock clock;

    Availabilities(DatabaseClient database, WaitingConversations waiting, Outbox outbox, Clock clock) {
        this.database = database;
        this.waiting = waiting;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Those who have said something.
    public Flux<Availability> of(UUID accountId) {
        return database.sql("SELECT user_id, status, since FROM agent_availability WHERE account_id = $1")
                .bind(0, accountId)
                .map(Availabilities::read)
                .all();
    }

    public Mono<Availability> of(UUID accountId, UUID userId) {
        return database.sql(
                        "SELECT user_id, status, since FROM agent_availability WHERE account_id = $1 AND user_id = $2")
                .bind(0, accountId)
                .bind(1, userId)
                .map(Availabilities::read)
                .one()
                .defaultIfEmpty(Availability.unsaid(userId));
    }

    /// Saying the same again leaves its beginning.
    @Transactional
    public Mono<Availability> say(UUID accountId, UUID userId, Availability.Status status) {
        return database.sql("""
                        INSERT INTO agent_availability AS a (account_id, user_id, status, since) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (account_id, user_id) DO UPDATE SET status = EXCLUDED.status,
                            since = CASE WHEN a.status = EXCLUDED.status THEN a.since ELSE EXCLUDED.since END
                        RETURNING user_id, status, since
                        """)
                .bind(0, accountId)
                .bind(1, userId)
                .bind(2, status.wire())
                .bind(3, clock.instant().atOffset(ZoneOffset.UTC))
                .map(Availabilities::read)
                .one()
                .flatMap(said -> waiting.wake(accountId, clock.instant())
                        .then(outbox.tell(said.changed(accountId, clock.instant())))
                        .thenReturn(said));
    }

    private static Availability read(Readable row) {
        Columns c = new Columns(row);
        return new Availability(c.uuid("user_id"), c.constant("status", Availability.Status.class), c.instant("since"));
    }
}
