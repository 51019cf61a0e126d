package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.Deliveries;
import dev.switchboard.common.contract.MessageReceived;
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
    private final Deliveries deliveries;
    private final Outbox outbox;

    RecordInbound(DatabaseClient database, TransactionalOperator transaction, Deliveries deliveries, Outbox outbox) {
        this.database = database;
        this.transaction = transaction;
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
                        : store(account, webhookId, body, senders(fresh)).then(tell(account, fresh)))
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

    /// @param senders whose erasure takes the body with it
    private Mono<Void> store(ProviderAccount account, UUID webhookId, byte[] body, String[] senders) {
        return database.sql("""
                        INSERT INTO inbound_webhook (id, account_id, inbox_id, body, senders)
                        VALUES ($1, $2, $3, $4, $5)
                        """)
                .bind(0, webhookId)
                .bind(1, account.accountId())
                .bind(2, account.inboxId())
                .bind(3, body)
                .bind(4, senders)
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Mono<Void> tell(ProviderAccount account, List<Inbound> fresh) {
        List<MessageReceived> facts = fresh.stream()
                .filter(Inbound.Received.class::isInstance)
                .map(event -> ((Inbound.Received) event).fact())
                .toList();
        return outbox.tell(facts)
                .thenMany(Flux.fromIterable(fresh)
                        .ofType(Inbound.Reported.class)
                        .concatMap(event -> deliveries.advance(account, event.report())))
                .then();
    }
}
