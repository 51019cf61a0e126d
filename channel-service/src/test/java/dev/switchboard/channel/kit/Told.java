package dev.switchboard.channel.kit;

import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.testing.Facts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;

/// What the service has told and kept of messages.
record Told(Facts facts, DatabaseClient database) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    MessageReceived.Said said(String text) {
        return facts.await(MessageReceived.Said.class, said -> said.body().equals(text));
    }

    /// Waits until a message is so far.
    DeliveryUpdated status(MessageCreated message, Status status) {
        return facts.await(
                DeliveryUpdated.class, fact -> fact.messageId().equals(message.messageId()) && fact.status() == status);
    }

    List<Status> statuses(MessageCreated message) {
        return facts.told(DeliveryUpdated.class).stream()
                .filter(fact -> fact.messageId().equals(message.messageId()))
                .map(DeliveryUpdated::status)
                .toList();
    }

    List<String> states(MessageCreated message) {
        return database.sql("SELECT state FROM delivery WHERE message_id = $1")
                .bind(0, message.messageId())
                .mapValue(String.class)
                .all()
                .collectList()
                .block(PATIENCE);
    }

    /// How many webhooks are kept.
    long webhooks(UUID inbox) {
        Long count = database.sql("SELECT count(*) FROM inbound_webhook WHERE inbox_id = $1")
                .bind(0, inbox)
                .mapValue(Long.class)
                .one()
                .block(PATIENCE);
        return count == null ? 0 : count;
    }
}
