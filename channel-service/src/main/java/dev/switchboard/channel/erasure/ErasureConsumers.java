package dev.switchboard.channel.erasure;

import dev.switchboard.common.erasure.Erasure;
import dev.switchboard.common.erasure.Erasure.Removal;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.r2dbc.core.DatabaseClient;

/// Removes what was sent to a customer, what waits to be sent, and the raw webhooks that brought its messages. That an
/// event came stays known, so that a repeat of it brings nothing back. `customer.updated` → `erasure.completed`.
@Configuration(proxyBeanMethods = false)
class ErasureConsumers {
    private static final List<Removal> REMOVALS = List.of(
            new Removal("deliveries", """
                    DELETE FROM delivery d USING gone g WHERE d.account_id = g.account_id
                        AND (d.conversation_id = ANY(g.conversations) OR d.recipient = ANY(g.ids))
                    """),
            new Removal("webhook_bodies", """
                    UPDATE inbound_webhook w SET body = '', sealed = NULL, senders = NULL FROM gone g
                    WHERE w.account_id = g.account_id AND (w.body <> '' OR w.sealed IS NOT NULL)
                        AND (w.senders && g.ids OR w.senders IS NULL AND EXISTS (SELECT FROM unnest(g.ids) AS i (id)
                            WHERE position(convert_to(i.id, 'UTF8') IN w.body) > 0))
                    """),
            new Removal("waiting_messages", """
                    DELETE FROM media_job j USING gone g WHERE j.account_id = g.account_id AND j.sender = ANY(g.ids)
                    """),
            new Removal("mail_threads", """
                    DELETE FROM mail_thread t USING gone g WHERE t.account_id = g.account_id
                        AND t.correspondent = ANY(g.ids)
                    """),
            new Removal("missed_replies", """
                    DELETE FROM missed_reply m USING gone g WHERE m.account_id = g.account_id
                        AND m.conversation_id = ANY(g.conversations)
                    """),
            new Removal("visitor_contact", """
                    DELETE FROM visitor_contact v USING gone g WHERE v.account_id = g.account_id
                        AND v.customer_id = g.customer_id
                    """),
            new Removal("crm_contacts", """
                    DELETE FROM crm_contact c USING gone g
                    WHERE c.account_id = g.account_id AND c.customer_id = g.customer_id
                    """));

    @Bean
    Consumer<Message<List<byte[]>>> erasures(
            FactConsumers consumers, DatabaseClient database, Outbox outbox, Clock clock) {
        return new Erasure("channel-service", REMOVALS, database, outbox, clock).consumer(consumers);
    }
}
