package dev.switchboard.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.DescribedRoutesProof;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class ErasureStreamTests implements DescribedRoutesProof {
    private static final Acme ACME = new Acme(Ids.next(), Ids.next(), "109876543210", "acme-app-secret");

    private final UUID customer = Ids.next();
    private final UUID conversation = Ids.next();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Test
    void whatAnErasedCustomerWroteAndWasSentIsGone() {
        ACME.connected(client);
        ACME.post(client, ACME.says("15550100", "wamid.ada", "My secret"))
                .expectStatus()
                .isOk();
        ACME.post(client, ACME.says("15550177", "wamid.bob", "Another"))
                .expectStatus()
                .isOk();
        facts.await(MessageReceived.Said.class, said -> said.deduplicationKey().equals("wamid.bob"));
        delivery(conversation, "15550100", "sent");
        delivery(Ids.next(), "15550100", "queued");
        delivery(Ids.next(), "15550177", "sent");
        CustomerUpdated.Erased erased = new CustomerUpdated.Erased(
                Ids.next(), ACME.account(), customer, Instant.now(), List.of(conversation), List.of("15550100"));
        facts.publish(erased, erased);

        ErasureCompleted done =
                facts.await(ErasureCompleted.class, fact -> fact.customerId().equals(customer));
        assertThat(done.service()).isEqualTo("channel-service");
        assertThat(done.removed()).containsEntry("deliveries", 2).containsEntry("webhook_bodies", 1);
        assertThat(number("SELECT count(*) FROM delivery")).isEqualTo(1);
        assertThat(number(
                        "SELECT count(*) FROM inbound_webhook WHERE sealed IS NOT NULL AND '15550100' = ANY(senders)"))
                .isZero();
        assertThat(number("SELECT count(*) FROM inbound_webhook WHERE sealed IS NOT NULL"))
                .isEqualTo(1);

        ACME.post(client, ACME.says("15550100", "wamid.ada", "My secret"))
                .expectStatus()
                .isOk();
        assertThat(number(
                        "SELECT count(*) FROM inbound_webhook WHERE sealed IS NOT NULL AND '15550100' = ANY(senders)"))
                .as("a repeat brings nothing back")
                .isZero();
    }

    private void delivery(UUID in, String recipient, String state) {
        database.sql("""
                        INSERT INTO delivery (id, account_id, inbox_id, conversation_id, message_id, part, parts, seq,
                            channel, recipient, body, state, due_at, traceparent)
                        VALUES ($1, $2, $3, $4, $5, 0, 1, 1, 'whatsapp', $6, 'Dear you', $7,
                            now() + interval '1 hour', '00-0-0-00')
                        """)
                .bind(0, Ids.next())
                .bind(1, ACME.account())
                .bind(2, ACME.inbox())
                .bind(3, in)
                .bind(4, Ids.next())
                .bind(5, recipient)
                .bind(6, state)
                .then()
                .block();
    }

    private long number(String sql) {
        return database.sql(sql).mapValue(Long.class).one().block();
    }
}
