package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.Deliveries;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.service.Trace;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Stores what verified webhooks brought and tells it, in one transaction for all that came in the meantime. What came
/// before has no second effect, also when both come at the same moment.
@Component
public class RecordInbound {
    private static final int TOGETHER = 200;
    /// Webhooks that wait for their commit; more are answered with 503, and the provider brings them again.
    private static final int WAITING = 10_000;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final InboundLog log;
    private final MediaJobs jobs;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Commits<Brought> commits = new Commits<>(this::commit, TOGETHER, WAITING);

    RecordInbound(
            DatabaseClient database,
            TransactionalOperator transaction,
            InboundLog log,
            MediaJobs jobs,
            Deliveries deliveries,
            Outbox outbox,
            MeterRegistry meters) {
        this.database = database;
        this.transaction = transaction;
        this.log = log;
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.outbox = outbox;
        Gauge.builder("switchboard.inbound.waiting", commits, Commits::waiting)
                .description("Webhooks that wait for their commit")
                .register(meters);
    }

    /// Done when it is durable.
    ///
    /// @param body the webhook's raw bytes
    public Mono<Void> record(ProviderAccount account, byte[] body, List<Inbound> events) {
        return events.isEmpty()
                ? Mono.empty()
                : Mono.deferContextual(
                        context -> commits.add(new Brought(Ids.next(), account, body, events, Trace.header(context))));
    }

    private Mono<Void> commit(List<Brought> all) {
        return fresh(all)
                .flatMap(fresh ->
                        fresh.isEmpty() ? Mono.empty() : log.keep(fresh).then(tell(fresh)))
                .as(transaction::transactional);
    }

    /// Tells once more what a webhook of the log brought: a message that was recorded is not recorded again, and a
    /// status moves nothing backwards.
    Mono<Void> replay(ProviderAccount account, UUID webhookId, List<Inbound> events) {
        return Mono.deferContextual(context -> {
            List<Brought> again = List.of(new Brought(webhookId, account, new byte[0], events, Trace.header(context)));
            return fresh(again)
                    .then(Mono.defer(() -> tell(again)))
                    .then(log.markReplayed(webhookId))
                    .as(transaction::transactional);
        });
    }

    /// Those that bring anything new, with that alone, in their order.
    private Mono<List<Brought>> fresh(List<Brought> all) {
        int count = all.stream().mapToInt(brought -> brought.events().size()).sum();
        UUID[] inboxes = new UUID[count];
        UUID[] accounts = new UUID[count];
        UUID[] webhooks = new UUID[count];
        String[] events = new String[count];
        int i = 0;
        for (Brought brought : all) {
            for (Inbound event : brought.events()) {
                inboxes[i] = brought.account().inboxId();
                accounts[i] = brought.account().accountId();
                webhooks[i] = brought.webhookId();
                events[i++] = event.providerEventId();
            }
        }
        return database.sql("""
                        INSERT INTO inbound_event (inbox_id, provider_event_id, account_id, webhook_id)
                        SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[]) AS e (inbox, event, account, webhook)
                        ORDER BY inbox, event ON CONFLICT DO NOTHING RETURNING webhook_id, provider_event_id
                        """)
                .bind(0, inboxes)
                .bind(1, events)
                .bind(2, accounts)
                .bind(3, webhooks)
                .mapProperties(FreshRow.class)
                .all()
                .collect(Collectors.groupingBy(
                        FreshRow::webhookId, Collectors.mapping(FreshRow::providerEventId, Collectors.toSet())))
                .map(fresh -> all.stream()
                        .flatMap(brought -> Stream.ofNullable(fresh.get(brought.webhookId()))
                                .map(brought::only))
                        .toList());
    }

    private record FreshRow(UUID webhookId, String providerEventId) {}

    private Mono<Void> tell(List<Brought> all) {
        return jobs.tell(all)
                .thenMany(Flux.fromIterable(all)
                        .concatMap(brought ->
                                Flux.fromIterable(brought.events()).concatMap(event -> effect(brought, event))))
                .then();
    }

    private Mono<Void> effect(Brought brought, Inbound event) {
        return switch (event) {
            case Inbound.Received _ -> Mono.empty();
            case Inbound.Ignored ignored -> ignore(brought.account(), ignored);
            case Inbound.Reported reported -> deliveries.advance(brought.account(), reported.report());
            case Inbound.Watermark mark ->
                deliveries.advanceUpTo(brought.account(), mark.recipient(), mark.upTo(), mark.status());
            case Inbound.Acted acted -> outbox.tellTraced(List.of(new Outbox.Traced(acted.fact(), brought.trace())));
        };
    }

    private Mono<Void> ignore(ProviderAccount account, Inbound.Ignored event) {
        return database.sql(
                        "UPDATE inbound_event SET outcome = 'ignored' WHERE inbox_id = $1 AND provider_event_id = $2")
                .bind(0, account.inboxId())
                .bind(1, event.providerEventId())
                .then();
    }
}
