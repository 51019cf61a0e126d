package dev.switchboard.common.secret;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Puts every stored secret of a service under the current master key, while the service works: a row is changed only
/// where it still holds what was read. Can be repeated, and goes on where it was interrupted.
public final class RewrapSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(RewrapSecrets.class);
    private static final int PAGE = 200;

    private final DatabaseClient database;
    private final SecretBox box;
    private final List<SealedColumn> columns;
    private final List<AfterRewrap> afterwards;

    public RewrapSecrets(
            DatabaseClient database, SecretBox box, List<SealedColumn> columns, List<AfterRewrap> afterwards) {
        this.database = database;
        this.box = box;
        this.columns = columns;
        this.afterwards = afterwards;
    }

    /// @param rewrapped how many secrets of each column
    /// @param left how many are still under another key because they do not open; `v1` does not count
    public record Done(Map<String, Long> rewrapped, long left) {}

    public Mono<Done> rewrap() {
        return Flux.fromIterable(columns)
                .concatMap(column ->
                        rewrap(column, "", new AtomicLong()).map(count -> Map.entry(column.toString(), count)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new)
                .flatMap(rewrapped -> Flux.fromIterable(afterwards)
                        .concatMap(AfterRewrap::tell)
                        .then(left())
                        .map(left -> new Done(rewrapped, left)));
    }

    private Mono<Long> rewrap(SealedColumn column, String after, AtomicLong count) {
        return database.sql(
                        "SELECT DISTINCT %2$s FROM %1$s WHERE %2$s > $1 AND NOT starts_with(%2$s, $2) ORDER BY %2$s LIMIT %3$d"
                                .formatted(column.table(), column.column(), PAGE))
                .bind(0, after)
                .bind(1, box.currentPrefix())
                .mapValue(String.class)
                .all()
                .collectList()
                .flatMap(page -> Flux.fromIterable(page)
                        .concatMap(text -> rewrapOne(column, text))
                        .doOnNext(count::addAndGet)
                        .then(Mono.defer(() ->
                                page.size() < PAGE ? Mono.just(count.get()) : rewrap(column, page.getLast(), count))));
    }

    private Mono<Long> rewrapOne(SealedColumn column, String text) {
        String rewrapped;
        try {
            rewrapped = box.rewrap(text);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.error("a secret of {} cannot be rewrapped: {}", column, e.getMessage());
            return Mono.just(0L);
        }
        return rewrapped.equals(text)
                ? Mono.just(0L)
                : database.sql("UPDATE %1$s SET %2$s = $2 WHERE %2$s = $1".formatted(column.table(), column.column()))
                        .bind(0, text)
                        .bind(1, rewrapped)
                        .fetch()
                        .rowsUpdated();
    }

    private Mono<Long> left() {
        return Flux.fromIterable(columns)
                .concatMap(column -> database.sql(
                                "SELECT count(*) FROM %1$s WHERE starts_with(%2$s, 'v2.') AND NOT starts_with(%2$s, $1)"
                                        .formatted(column.table(), column.column()))
                        .bind(0, box.currentPrefix())
                        .mapValue(Long.class)
                        .one())
                .reduce(0L, Long::sum);
    }
}
