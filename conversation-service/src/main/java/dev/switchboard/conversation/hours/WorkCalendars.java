package dev.switchboard.conversation.hours;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The business hours of the accounts: each inbox may have its own, the others follow the account's.
@Repository
public class WorkCalendars {
    private static final TypeReference<List<WorkRange>> WEEK = new TypeReference<>() {};
    private static final TypeReference<Set<LocalDate>> HOLIDAYS = new TypeReference<>() {};

    private final DatabaseClient database;
    private final Clock clock;

    WorkCalendars(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @param scopeId the inbox, or the account for its default
    public record Kept(UUID accountId, UUID scopeId, WorkCalendar calendar) {}

    /// The calendars of some accounts by scope.
    public record Shelf(Map<UUID, WorkCalendar> calendars) {
        /// The inbox's, or the account's, or none.
        public @Nullable WorkCalendar of(UUID accountId, UUID inboxId) {
            WorkCalendar own = calendars.get(inboxId);
            return own == null ? calendars.get(accountId) : own;
        }
    }

    public Flux<Kept> list(Collection<UUID> accounts) {
        return database.sql("""
                        SELECT account_id, scope_id, zone, week::text, holidays::text FROM business_hours
                        WHERE account_id = ANY($1) ORDER BY account_id, scope_id
                        """)
                .bind(0, accounts.toArray(UUID[]::new))
                .map(WorkCalendars::read)
                .all();
    }

    public Mono<Shelf> of(Collection<UUID> accounts) {
        return list(accounts).collectMap(Kept::scopeId, Kept::calendar).map(Shelf::new);
    }

    public Mono<Void> put(Kept kept) {
        return database.sql("""
                        INSERT INTO business_hours (account_id, scope_id, zone, week, holidays, updated_at)
                        VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6)
                        ON CONFLICT (account_id, scope_id) DO UPDATE SET zone = EXCLUDED.zone, week = EXCLUDED.week,
                            holidays = EXCLUDED.holidays, updated_at = EXCLUDED.updated_at
                        """)
                .bind(0, kept.accountId())
                .bind(1, kept.scopeId())
                .bind(2, kept.calendar().zone().getId())
                .bind(3, JsonRows.of(kept.calendar().week()))
                .bind(4, JsonRows.of(kept.calendar().holidays()))
                .bind(5, clock.instant().atOffset(ZoneOffset.UTC))
                .then();
    }

    /// Whether there was one.
    public Mono<Boolean> remove(UUID accountId, UUID scopeId) {
        return database.sql("DELETE FROM business_hours WHERE account_id = $1 AND scope_id = $2")
                .bind(0, accountId)
                .bind(1, scopeId)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed == 1);
    }

    private static Kept read(Readable row) {
        Columns c = new Columns(row);
        return new Kept(
                c.uuid("account_id"),
                c.uuid("scope_id"),
                new WorkCalendar(
                        ZoneId.of(c.text("zone")),
                        JsonRows.read(c.text("week"), WEEK),
                        JsonRows.read(c.text("holidays"), HOLIDAYS)));
    }
}
