package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.Deliveries;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Stores what a verified webhook brought and tells it, in one transaction. What came before has no second effect,
/// also when both come at the same moment.
@Component
public class RecordInbound {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final InboundLog log;
    private final MediaJobs jobs;
    private final Deliveries deliveries;
    private final Outbox outbox;

    RecordInbound(
            DatabaseClient database,
            TransactionalOperator transaction,
            InboundLog log,
            MediaJobs jobs,
            Deliveries deliveries,
            Outbox outbox) {
        this.database = database;
        this.transaction = transaction;
        this.log = log;
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.outbox = outbox;
    }

    /// Done when it is durable.
    ///
    /// @param body the webhook's raw bytes
    public Mono<Void> record(ProviderAccount account, byte[] body, List<Inbound> events) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        UUID webhookId = Ids.next();
        return fresh(account, webhookId, events)
                .flatMap(fresh -> fresh.isEmpty()
                        ? Mono.empty()
                        : log.keep(account, webhookId, body, senders(fresh)).then(tell(account, fresh)))
                .as(transaction::transactional);
    }

    /// Tells once more what a webhook of the log brought: a message that was recorded is not recorded again, and a
    /// status moves nothing backwards.
    Mono<Void> replay(ProviderAccount account, UUID webhookId, List<Inbound> events) {
        return fresh(account, webhookId, events)
                .then(Mono.defer(() -> tell(account, events)))
                .then(log.markReplayed(webhookId))
                .as(transaction::transactional);
    }

    /// Those that are new, in their order.
    private Mono<List<Inbound>> fresh(ProviderAccount account, UUID webhookId, List<Inbound> events) {
        return database.sql("""
                        INSERT INTO inbound_event (inbox_id, provider_event_id, account_id, webhook_id)
                        SELECT $1, id, $2, $3 FROM unnest($4::text[]) AS e (id) ORDER BY id
                        ON CONFLICT DO NOTHING RETURNING provider_event_id
                        """)
                .bind(0, account.inboxId())
                .bind(1, account.accountId())
                .bind(2, webhookId)
                .bind(
                        3,
                        events.stream().map(Inbound::providerEventId).distinct().toArray(String[]::new))
                .mapValue(String.class)
                .all()
                .collect(HashSet<String>::new, Set::add)
                .map(fresh -> events.stream()
                        .filter(event -> fresh.remove(event.providerEventId()))
                        .toList());
    }

    private static String[] senders(List<Inbound> fresh) {
        return fresh.stream()
                .filter(Inbound.Received.class::isInstance)
                .map(event -> ((Inbound.Received) event).fact().address().identity())
                .distinct()
                .toArray(String[]::new);
    }

    private Mono<Void> tell(ProviderAccount account, List<Inbound> events) {
        List<Inbound.Received> received = events.stream()
                .filter(Inbound.Received.class::isInstance)
                .map(Inbound.Received.class::cast)
                .toList();
        return jobs.tell(account, received)
                .thenMany(Flux.fromIterable(events).concatMap(event -> switch (event) {
                    case Inbound.Received _ -> Mono.<Void>empty();
                    case Inbound.Ignored ignored -> ignore(account, ignored);
                    case Inbound.Reported reported -> deliveries.advance(account, reported.report());
                    case Inbound.Watermark mark ->
                        deliveries.advanceUpTo(account, mark.recipient(), mark.upTo(), mark.status());
                    case Inbound.Acted acted -> outbox.tell(acted.fact());
                }))
                .then();
    }

    private Mono<Void> ignore(ProviderAccount account, Inbound.Ignored event) {
        return database.sql(
                        "UPDATE inbound_event SET outcome = 'ignored' WHERE inbox_id = $1 AND provider_event_id = $2")
                .bind(0, account.inboxId())
                .bind(1, event.providerEventId())
                .then();
    }
}
