package dev.switchboard.conversation.search;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Makes what was recorded searchable, a moment later and beside the way of the messages. Every replica looks; the
/// database lets one work at a time.
@Component
class SearchIndexer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexer.class);

    private final DatabaseClient database;
    private final SearchSettings settings;
    private @Nullable Disposable work;

    SearchIndexer(DatabaseClient database, SearchSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.pause())
                .onBackpressureDrop()
                .concatMap(_ -> catchUp()
                        .doOnError(e -> LOG.warn("New messages are not searchable yet: {}", e.toString()))
                        .onErrorComplete())
                .subscribe();
    }

    /// Until nothing waits.
    Mono<Void> catchUp() {
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

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
