package dev.switchboard.conversation.search;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes what was recorded searchable, a moment later and beside the way of the messages. Every replica looks; the
/// database lets one work at a time.
@Component
class SearchIndexer implements PeriodicTask {
    private final DatabaseClient database;
    private final SearchSettings settings;

    SearchIndexer(DatabaseClient database, SearchSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return settings.pause();
    }

    /// Until nothing waits.
    @Override
    public Mono<Void> round() {
        return Mono.defer(this::index)
                .repeat()
                .takeUntil(taken -> taken < settings.batch())
                .then();
    }

    private Mono<Integer> index() {
        return database.sql("SELECT index_messages($1)")
                .bind(0, settings.batch())
                .map(row -> Objects.requireNonNull(row.get(0, Integer.class)))
                .one();
    }
}
