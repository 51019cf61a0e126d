package dev.switchboard.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@SwitchboardIntegrationTest(MemoryServiceApplication.class)
class ErasureStreamTests {
    private final UUID account = Ids.next();
    private final UUID customer = Ids.next();
    private final UUID conversation = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Test
    void anErasedCustomerIsForgottenAndNobodyElse() {
        UUID other = Ids.next();
        turn(account, customer, conversation, 1);
        turn(account, customer, Ids.next(), 1);
        turn(account, other, Ids.next(), 1);
        memory(account, "4915550100");
        memory(account, customer.toString());
        memory(account, "4915550199");
        memory(Ids.next(), "4915550100");
        CustomerUpdated.Erased erased = new CustomerUpdated.Erased(
                Ids.next(), account, customer, Instant.now(), List.of(conversation), List.of("4915550100"));
        facts.publish(erased, erased);

        assertThat(completed().removed()).containsEntry("turns", 2).containsEntry("memories", 2);
        assertThat(count("turn")).isEqualTo(1);
        assertThat(count("memory")).isEqualTo(1);

        facts.publish(new CustomerUpdated.Erased(Ids.next(), account, customer, Instant.now()));
        ErasureCompleted again = facts.await(
                ErasureCompleted.class,
                done -> done.customerId().equals(customer) && done.removed().get("turns") == 0);
        assertThat(again.removed()).containsEntry("memories", 0);
        assertThat(facts.told(ErasureCompleted.class))
                .filteredOn(done -> done.customerId().equals(customer))
                .hasSize(2);
    }

    @Test
    void expiredConversationsAreForgottenAlone() {
        turn(account, customer, conversation, 1);
        turn(account, customer, Ids.next(), 1);
        memory(account, customer.toString());
        facts.publish(new CustomerUpdated.ConversationsExpired(
                Ids.next(), account, customer, Instant.now(), List.of(conversation)));

        assertThat(completed().removed()).containsEntry("turns", 1).containsEntry("memories", 0);
        assertThat(count("memory")).isEqualTo(1);
    }

    @Test
    void anotherAccountsFactRemovesNothing() {
        turn(account, customer, conversation, 1);
        UUID stranger = Ids.next();
        facts.publish(new CustomerUpdated.Erased(
                Ids.next(), stranger, customer, Instant.now(), List.of(conversation), List.of()));
        assertThat(completed().removed()).containsEntry("turns", 0);
        assertThat(count("turn")).isEqualTo(1);
    }

    private ErasureCompleted completed() {
        ErasureCompleted done =
                facts.await(ErasureCompleted.class, fact -> fact.customerId().equals(customer));
        assertThat(done.service()).isEqualTo("memory-service");
        return done;
    }

    private void turn(UUID of, UUID who, UUID in, long seq) {
        database.sql("INSERT INTO turn VALUES ($1, $2, $3, $4, 'CUSTOMER', 'My secret', now())")
                .bind(0, of)
                .bind(1, in)
                .bind(2, seq)
                .bind(3, who)
                .then()
                .block();
    }

    private void memory(UUID of, String user) {
        database.sql("""
                        INSERT INTO memory (id, account_id, user_id, type, key, value, importance, created_at,
                            last_accessed)
                        VALUES ($1, $2, $3, 'long_term', 'size', '"M"', 0.5, now(), now())
                        """).bind(0, Ids.next()).bind(1, of).bind(2, user).then().block();
    }

    private long count(String table) {
        return database.sql("SELECT count(*) FROM " + table + " WHERE account_id = $1")
                .bind(0, account)
                .mapValue(Long.class)
                .one()
                .block();
    }
}
