package dev.switchboard.conversation.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@SharedIntegrationTest(ConversationServiceApplication.class)
class MergeIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    MergeCustomers mergeCustomers;

    @Autowired
    UpdateCustomer updateCustomer;

    @Autowired
    Customers customers;

    @Autowired
    DatabaseClient database;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void aMergeMovesAllThatIsTheSourcesAndUndoingItRestoresIt() {
        Address page = acme.visitor("ada");
        Address phone = acme.phone("4915550001");
        MessageCreated onPage = said(page, "m-1", new Profile("Ada", null, null));
        MessageCreated byPhone = said(phone, "wamid.1", new Profile("A. Lovelace", null, "+4915550001"));
        UUID source = onPage.customerId();
        UUID survivor = byPhone.customerId();
        label(source, "beta", "seat");
        Customer before = byId(survivor);

        Customer merged = merge(source, survivor);
        assertThat(merged.name()).isEqualTo("A. Lovelace");
        assertThat(merged.details().tags()).containsExactly("beta");
        assertThat(merged.details().metadata()).containsEntry("seat", "1");
        assertThat(byId(source).status()).isEqualTo(CustomerStatus.MERGED);
        assertThat(byId(source).mergedInto()).isEqualTo(survivor);
        assertThat(holder(onPage)).isEqualTo(survivor);
        assertThat(facts.await(CustomerUpdated.Merged.class, m -> m.customerId().equals(source))
                        .intoId())
                .isEqualTo(survivor);
        assertThat(said(page, "m-2", Profile.NOTHING).customerId()).isEqualTo(survivor);

        // begun since at the address that moved, and changed since by the desk
        Address later = new Address(page.inboxId(), page.channel(), page.identity(), "another-session");
        MessageCreated begunSince = said(later, "m-1", Profile.NOTHING);
        label(survivor, "vip", "plan");

        Customer again = mergeCustomers.undo(acme.account, source).block();
        assertThat(again.status()).isEqualTo(CustomerStatus.ACTIVE);
        assertThat(again.name()).isEqualTo("Ada");
        assertThat(holder(onPage)).isEqualTo(source);
        assertThat(holder(begunSince)).isEqualTo(source);
        assertThat(holder(byPhone)).isEqualTo(survivor);
        Customer left = byId(survivor);
        assertThat(left.profile()).isEqualTo(before.profile());
        assertThat(left.details().tags()).containsExactly("vip");
        assertThat(left.details().metadata()).containsOnlyKeys("plan");
        facts.await(CustomerUpdated.Unmerged.class, m -> m.customerId().equals(source));
        assertThat(said(page, "m-3", Profile.NOTHING).customerId()).isEqualTo(source);
        assertThat(said(phone, "wamid.2", Profile.NOTHING).customerId()).isEqualTo(survivor);
        assertThat(moved(source)).isZero();
    }

    @Test
    void mergesInARowAreUndoneInAnyOrderThatLeavesASurvivor() {
        MessageCreated a = said(acme.visitor("a"), "m-1", Profile.NOTHING);
        MessageCreated b = said(acme.visitor("b"), "m-1", Profile.NOTHING);
        MessageCreated c = said(acme.visitor("c"), "m-1", Profile.NOTHING);
        merge(a.customerId(), b.customerId());
        merge(b.customerId(), c.customerId());
        assertThat(holder(a)).isEqualTo(c.customerId());

        refused(ProblemCode.CONFLICT, mergeCustomers.undo(acme.account, a.customerId()));
        Customer _ = mergeCustomers.undo(acme.account, b.customerId()).block();
        assertThat(holder(a)).isEqualTo(b.customerId());
        Customer _ = mergeCustomers.undo(acme.account, a.customerId()).block();
        assertThat(holder(a)).isEqualTo(a.customerId());
        assertThat(holder(b)).isEqualTo(b.customerId());
    }

    @Test
    void whatCannotBeMergedIsRefused() {
        UUID ada = said(acme.visitor("ada"), "m-1", Profile.NOTHING).customerId();
        UUID bob = said(acme.visitor("bob"), "m-1", Profile.NOTHING).customerId();
        Tenant globex = Tenant.settledIn(facts);
        refused(ProblemCode.INVALID_REQUEST, mergeCustomers.merge(acme.account, ada, ada, "jane"));
        refused(ProblemCode.INVALID_REQUEST, mergeCustomers.merge(acme.account, ada, UUID.randomUUID(), "jane"));
        refused(ProblemCode.NOT_FOUND, mergeCustomers.merge(acme.account, UUID.randomUUID(), ada, "jane"));
        refused(ProblemCode.NOT_FOUND, mergeCustomers.merge(globex.account, ada, bob, "eve"));
        refused(ProblemCode.CONFLICT, mergeCustomers.undo(acme.account, ada));
        refused(ProblemCode.NOT_FOUND, mergeCustomers.undo(globex.account, ada));
        merge(ada, bob);
        refused(ProblemCode.CONFLICT, mergeCustomers.merge(acme.account, ada, bob, "jane"));
        refused(ProblemCode.CONFLICT, mergeCustomers.merge(acme.account, bob, ada, "jane"));
        refused(
                ProblemCode.CONFLICT,
                updateCustomer.update(acme.account, ada, (customer, _) -> customer.labelled("crm-1")));
    }

    /// Customers write into old and new conversations while they are merged and parted again.
    @Test
    void whatArrivesDuringAMergeLandsOnTheSurvivor() {
        MessageCreated first = said(acme.visitor("ada"), "m-0", Profile.NOTHING);
        UUID source = first.customerId();
        UUID survivor =
                said(acme.phone("4915550009"), "wamid.1", Profile.NOTHING).customerId();
        List<Address> sessions = new ArrayList<>();
        Mono<Void> writing = Mono.<Void>fromRunnable(() -> {
                    for (int n = 1; n <= 40; n++) {
                        Address session =
                                new Address(acme.answered, first.address().channel(), "ada", "s-" + n);
                        sessions.add(session);
                        facts.publish(
                                acme.said(session, "m-1", "new " + n),
                                acme.said(first.address(), "m-" + n, "old " + n));
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
        Mono<Void> merging = Mono.defer(() -> mergeCustomers
                        .merge(acme.account, source, survivor, "jane")
                        .then(mergeCustomers.undo(acme.account, source)))
                .repeat(9)
                .then(mergeCustomers.merge(acme.account, source, survivor, "jane"))
                .then();
        Mono.when(writing, merging).block();

        sessions.forEach(
                session -> facts.await(MessageCreated.class, m -> m.address().equals(session)));
        facts.await(MessageCreated.class, m -> m.conversationId().equals(first.conversationId()) && m.seq() == 41);
        assertThat(facts.told(MessageCreated.class).stream()
                        .filter(m -> m.conversationId().equals(first.conversationId()))
                        .map(MessageCreated::seq))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 41).boxed().toList());
        assertThat(count("conversation", source)).isZero();
        assertThat(count("conversation", survivor)).isEqualTo(42);
        assertThat(count("customer_identity", source)).isZero();
        assertThat(facts.told(ConversationUpdated.Created.class).stream()
                        .filter(c -> c.accountId().equals(acme.account))
                        .map(ConversationUpdated.Created::customerId))
                .isSubsetOf(source, survivor);
        assertThat(database.sql("SELECT count(*) FROM customer WHERE account_id = $1")
                        .bind(0, acme.account)
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isEqualTo(2);
        Customer _ = mergeCustomers.undo(acme.account, source).block();
        assertThat(count("conversation", source)).isEqualTo(41);
    }

    private long count(String table, UUID customer) {
        return database.sql("SELECT count(*) FROM " + table + " WHERE account_id = $1 AND customer_id = $2")
                .bind(0, acme.account)
                .bind(1, customer)
                .mapValue(Long.class)
                .one()
                .block();
    }

    private long moved(UUID customer) {
        return database.sql(
                        "SELECT count(*) FROM customer_identity WHERE account_id = $1 AND customer_id = $2 AND met_as IS NOT NULL")
                .bind(0, acme.account)
                .bind(1, customer)
                .mapValue(Long.class)
                .one()
                .block();
    }

    private Customer merge(UUID source, UUID survivor) {
        return mergeCustomers.merge(acme.account, source, survivor, "jane").block();
    }

    private void label(UUID customer, String tag, String key) {
        Customer _ = updateCustomer
                .update(
                        acme.account,
                        customer,
                        (known, _) -> known.detailed(details -> {
                            List<String> tags = new ArrayList<>(details.tags());
                            tags.add(tag);
                            var metadata = new HashMap<>(details.metadata());
                            metadata.put(key, "1");
                            return details.tags(tags).metadata(metadata);
                        }))
                .block();
    }

    private Customer byId(UUID id) {
        return customers.byId(acme.account, id).block();
    }

    private UUID holder(MessageCreated message) {
        return database.sql("SELECT customer_id FROM conversation WHERE id = $1")
                .bind(0, message.conversationId())
                .mapValue(UUID.class)
                .one()
                .block();
    }

    private MessageCreated said(Address from, String key, Profile profile) {
        facts.publish(acme.said(from, key, "Hello", profile));
        return facts.await(MessageCreated.class, m -> m.address().equals(from) && key.equals(m.deduplicationKey()));
    }

    private static void refused(ProblemCode code, Mono<?> work) {
        assertThatThrownBy(work::block)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
