package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.admin.subscription.EventFormat;
import dev.switchboard.admin.subscription.payload.Event;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes a delivery for each subscriber of an event. Paused subscribers' events wait with the others.
@Component
class Queue {
    /// Rows of one statement: bodies of messages have up to 64 KB.
    private static final int ROWS = 100;

    private final DatabaseClient database;
    private final DeliveryWorkers workers;
    private final DeliverySettings settings;
    private final Clock clock;

    Queue(DatabaseClient database, DeliveryWorkers workers, DeliverySettings settings, Clock clock) {
        this.database = database;
        this.workers = workers;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param trace of the fact that it comes from
    record Told(Event event, String trace) {}

    private record Subscriber(
            UUID id,
            UUID accountId,
            String[] eventTypes,
            String format,
            @Nullable UUID inboxId) {
        boolean wants(Event event) {
            return accountId.equals(event.accountId())
                    && (inboxId == null || inboxId.equals(event.inboxId()))
                    && event.isToldIn(EventFormat.of(format))
                    && Arrays.asList(eventTypes).contains(event.type().name(EventFormat.NETIA));
        }
    }

    private record Copy(Told told, Subscriber to) {
        UUID lane() {
            return told.event().lane();
        }

        String body() {
            return told.event().body(EventFormat.of(to.format()));
        }
    }

    private record Lane(UUID subscription, UUID lane) {}

    /// In the consumer's transaction, in the order of the list.
    Mono<Void> add(List<Told> events) {
        UUID[] accounts =
                events.stream().map(told -> told.event().accountId()).distinct().toArray(UUID[]::new);
        return subscribers(accounts)
                .map(subscribers -> events.stream()
                        .flatMap(told -> subscribers.stream()
                                .filter(each -> each.wants(told.event()))
                                .map(each -> new Copy(told, each)))
                        .toList())
                .filter(copies -> !copies.isEmpty())
                .flatMap(copies -> workers.wakeAfterCommit()
                        .thenMany(Flux.fromIterable(copies))
                        .buffer(ROWS)
                        .concatMap(this::insert)
                        .then(open(copies)));
    }

    /// The lock keeps a subscription from being deleted before its rows are there.
    private Mono<List<Subscriber>> subscribers(UUID[] accounts) {
        return database.sql("""
                        SELECT id, account_id, event_types, format, inbox_id FROM event_subscription
                        WHERE account_id = ANY($1) AND state <> 'disabled' AND verified_at IS NOT NULL
                        ORDER BY id FOR KEY SHARE
                        """)
                .bind(0, accounts)
                .mapProperties(Subscriber.class)
                .all()
                .collectList();
    }

    private Mono<Long> insert(List<Copy> copies) {
        return database.sql("""
                        INSERT INTO webhook_delivery (id, account_id, subscription_id, lane, version, event,
                            conversation_id, customer_id, body, traceparent, created_at)
                        SELECT id, account_id, subscription_id, lane, version, event, conversation_id, customer_id, body,
                            traceparent, $11
                        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[],
                            $7::uuid[], $8::uuid[], $9::text[], $10::text[]) WITH ORDINALITY
                            AS told (id, account_id, subscription_id, lane, version, event, conversation_id,
                                customer_id, body, traceparent, place)
                        WHERE NOT EXISTS (
                            SELECT 1 FROM erased_conversation e WHERE e.conversation_id = told.conversation_id)
                        ORDER BY place
                        """)
                .bind(0, copies.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .bind(1, copies.stream().map(copy -> copy.to().accountId()).toArray(UUID[]::new))
                .bind(2, copies.stream().map(copy -> copy.to().id()).toArray(UUID[]::new))
                .bind(3, copies.stream().map(Copy::lane).toArray(UUID[]::new))
                .bind(
                        4,
                        copies.stream()
                                .map(copy -> copy.told().event().version())
                                .toArray(Long[]::new))
                .bind(5, copies.stream().map(Queue::name).toArray(String[]::new))
                .bind(6, ids(copies, Event::conversationId))
                .bind(7, ids(copies, Event::customerId))
                .bind(8, copies.stream().map(Copy::body).toArray(String[]::new))
                .bind(9, copies.stream().map(copy -> copy.told().trace()).toArray(String[]::new))
                .bind(10, clock.instant())
                .fetch()
                .rowsUpdated();
    }

    private static @Nullable UUID[] ids(List<Copy> copies, Function<Event, @Nullable UUID> id) {
        @Nullable UUID[] ids = new UUID[copies.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id.apply(copies.get(i).told().event());
        }
        return ids;
    }

    private static String name(Copy copy) {
        return copy.told().event().type().name(EventFormat.of(copy.to().format()));
    }

    /// Touches each lane, so that a worker which finds it empty at this moment waits for what is written here.
    private Mono<Void> open(List<Copy> copies) {
        Set<Lane> distinct = new LinkedHashSet<>();
        copies.forEach(copy -> distinct.add(new Lane(copy.to().id(), copy.lane())));
        List<Lane> lanes = distinct.stream()
                .sorted(Comparator.comparing(Lane::subscription).thenComparing(Lane::lane))
                .toList();
        return database.sql("""
                        INSERT INTO webhook_lane AS l (subscription_id, lane, due_at)
                        SELECT subscription_id, lane, $3 FROM unnest($1::uuid[], $2::uuid[]) AS q (subscription_id, lane)
                        ON CONFLICT (subscription_id, lane) DO UPDATE SET due_at = l.due_at
                        """)
                .bind(0, lanes.stream().map(Lane::subscription).toArray(UUID[]::new))
                .bind(1, lanes.stream().map(Lane::lane).toArray(UUID[]::new))
                .bind(2, clock.instant().plus(settings.settle()))
                .fetch()
                .rowsUpdated()
                .then();
    }
}
