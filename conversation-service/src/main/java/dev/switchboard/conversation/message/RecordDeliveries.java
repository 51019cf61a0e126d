package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.store.JsonRows;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// How far messages came through their providers. A status never moves backwards, in whatever order reports arrive.
@Service
public class RecordDeliveries {
    private static final String SAVE = """
            UPDATE message m SET delivery_status = r.delivery_status, delivery_reason = r.delivery_reason,
                delivery_round = r.delivery_round,
                provider_message_id = coalesce(r.provider_message_id, m.provider_message_id),
                seen_at = coalesce(m.seen_at, r.seen_at)
            FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq = r.seq
                AND m.created_at = r.created_at
            """;

    private final DatabaseClient database;
    private final MessageKeys keys;
    private final Messages messages;
    private final Conversations conversations;
    private final Ledgers ledgers;
    private final Clock clock;

    RecordDeliveries(
            DatabaseClient database,
            MessageKeys keys,
            Messages messages,
            Conversations conversations,
            Ledgers ledgers,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.messages = messages;
        this.conversations = conversations;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    public Mono<Void> record(List<Received<DeliveryUpdated>> reports) {
        Map<UUID, UUID> accounts = new HashMap<>();
        reports.forEach(r -> accounts.put(r.fact().messageId(), r.fact().accountId()));
        return keys.ofMessages(accounts)
                .collectList()
                .filter(places -> !places.isEmpty())
                .flatMap(places -> lock(places)
                        .flatMap(ledger -> messages.at(places)
                                .collectMap(Message::id)
                                .flatMap(recorded -> apply(reports, recorded, ledger))));
    }

    private Mono<Ledger> lock(List<MessageKey> places) {
        Map<UUID, UUID> accounts = new HashMap<>();
        places.forEach(place -> accounts.put(place.conversationId(), place.accountId()));
        Ledger ledger = new Ledger(clock.instant());
        return conversations.lock(accounts).doOnNext(ledger::hold).then(Mono.just(ledger));
    }

    private Mono<Void> apply(List<Received<DeliveryUpdated>> reports, Map<UUID, Message> recorded, Ledger ledger) {
        Map<UUID, DeliveryRow> changed = new HashMap<>();
        Map<UUID, Delivery> present = new HashMap<>();
        for (Received<DeliveryUpdated> report : reports) {
            DeliveryUpdated fact = report.fact();
            Message message = recorded.get(fact.messageId());
            Delivery delivery = new Delivery(
                    fact.status(), fact.reason(), fact.providerMessageId(), fact.round() == null ? 0 : fact.round());
            if (message != null && delivery.follows(present.getOrDefault(message.id(), message.delivery()))) {
                present.put(message.id(), delivery);
                changed.put(message.id(), DeliveryRow.of(message, delivery, ledger.at()));
                Conversation next =
                        ledger.conversation(message.conversationId()).touched();
                ledger.change(next, told(next, message, delivery, ledger.at()), report.trace());
            }
        }
        return save(changed.values()).then(Mono.defer(() -> ledgers.write(ledger)));
    }

    private Mono<Void> save(Collection<DeliveryRow> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(SAVE).bind(0, JsonRows.of(rows)).then();
    }

    private static MessageUpdated.DeliveryChanged told(Conversation c, Message message, Delivery delivery, Instant at) {
        return new MessageUpdated.DeliveryChanged(
                Ids.next(),
                c.accountId(),
                c.id(),
                at,
                c.progress().version(),
                message.id(),
                delivery.status(),
                delivery.reason());
    }

    private record DeliveryRow(
            UUID accountId,
            UUID conversationId,
            long seq,
            Instant createdAt,
            DeliveryUpdated.Status deliveryStatus,
            @Nullable String deliveryReason,
            int deliveryRound,
            @Nullable String providerMessageId,
            @Nullable Instant seenAt) {
        static DeliveryRow of(Message m, Delivery delivery, Instant at) {
            return new DeliveryRow(
                    m.accountId(),
                    m.conversationId(),
                    m.seq(),
                    m.createdAt(),
                    delivery.status(),
                    delivery.reason(),
                    delivery.round(),
                    delivery.providerMessageId(),
                    delivery.status() == DeliveryUpdated.Status.READ ? at : null);
        }
    }
}
