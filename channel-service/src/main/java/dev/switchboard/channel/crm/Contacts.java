package dev.switchboard.channel.crm;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.Profile;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The customers that are kept alike with contacts of CRMs. A row holds what both sides are known to have, so that what
/// came from one is not sent back to it.
@Component
public class Contacts {
    private final DatabaseClient database;
    private final CrmSettings settings;

    Contacts(DatabaseClient database, CrmSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// In the consumer's transaction, for each CRM with which the account agrees. A customer without an e-mail address
    /// is
    /// nobody's contact.
    Mono<Void> follow(CustomerUpdated fact, Collection<String> providers) {
        return switch (fact) {
            case CustomerUpdated.Created created -> follow(fact, created.profile(), providers);
            case CustomerUpdated.Changed changed -> follow(fact, changed.profile(), providers);
            case CustomerUpdated.Merged _, CustomerUpdated.Erased _ -> forget(fact.accountId(), fact.customerId());
            case CustomerUpdated.Unmerged _, CustomerUpdated.ConversationsExpired _, CustomerUpdated.Unknown _ ->
                Mono.empty();
        };
    }

    private Mono<Void> follow(CustomerUpdated fact, Profile profile, Collection<String> providers) {
        String email = profile.email();
        return email == null || email.isBlank()
                ? Mono.empty()
                : database.sql("""
                        INSERT INTO crm_contact AS c (account_id, provider, customer_id, email, name, phone)
                        SELECT account_id, provider, $2, $3, $4, $5 FROM oauth_connection
                        WHERE account_id = $1 AND provider = ANY($6)
                        ON CONFLICT (account_id, provider, customer_id) DO UPDATE SET
                            email = EXCLUDED.email, name = coalesce(EXCLUDED.name, c.name),
                            phone = coalesce(EXCLUDED.phone, c.phone), state = 'due', revision = c.revision + 1,
                            attempts = 0, reason = NULL, due_at = now(), updated_at = now()
                        WHERE (c.email, c.name, c.phone) IS DISTINCT FROM
                            (EXCLUDED.email, coalesce(EXCLUDED.name, c.name), coalesce(EXCLUDED.phone, c.phone))
                        """)
                        .bind(0, fact.accountId())
                        .bind(1, fact.customerId())
                        .bind(2, email)
                        .bind(3, text(profile.name()))
                        .bind(4, text(profile.phone()))
                        .bind(5, providers.toArray(String[]::new))
                        .then();
    }

    private static Parameter text(@Nullable String value) {
        return Parameter.fromOrEmpty(value, String.class);
    }

    private Mono<Void> forget(UUID accountId, UUID customerId) {
        return database.sql("DELETE FROM crm_contact WHERE account_id = $1 AND customer_id = $2")
                .bind(0, accountId)
                .bind(1, customerId)
                .then();
    }

    /// The CRM says that contacts changed there: they are read again. Where ours has changed too and waits, it wins.
    public Mono<Long> changedThere(String provider, String externalId, Collection<String> contactIds) {
        return database.sql("""
                        UPDATE crm_contact c SET state = 'stale', revision = revision + 1, attempts = 0, due_at = now(),
                            updated_at = now()
                        FROM oauth_connection o
                        WHERE o.provider = $1 AND o.external_id = $2 AND c.account_id = o.account_id
                            AND c.provider = o.provider AND c.contact_id = ANY($3) AND c.state IN ('kept', 'refused')
                        """)
                .bind(0, provider)
                .bind(1, externalId)
                .bind(2, contactIds.toArray(String[]::new))
                .fetch()
                .rowsUpdated();
    }

    /// At most 100 that are due, leased.
    Flux<Contact> claim() {
        return database.sql("""
                        UPDATE crm_contact SET leased_until = now() + $1 * interval '1 millisecond',
                            attempts = attempts + 1
                        WHERE (account_id, provider, customer_id) IN (
                            SELECT account_id, provider, customer_id FROM crm_contact
                            WHERE state IN ('due', 'stale') AND due_at <= now()
                                AND (leased_until IS NULL OR leased_until < now())
                            ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)
                        RETURNING
                        """ + Contact.COLUMNS)
                .bind(0, settings.lease().toMillis())
                .mapProperties(Contact.class)
                .all();
    }

    /// Both have the same now, unless ours has changed meanwhile.
    ///
    /// @param contactId null where the CRM has it no more
    Mono<Void> keep(Contact contact, @Nullable String contactId) {
        return database.sql("""
                        UPDATE crm_contact SET contact_id = $4, leased_until = NULL, reason = NULL, updated_at = now(),
                            state = CASE WHEN revision = $5 THEN 'kept' ELSE state END
                        WHERE account_id = $1 AND provider = $2 AND customer_id = $3
                        """)
                .bind(0, contact.accountId())
                .bind(1, contact.provider())
                .bind(2, contact.customerId())
                .bind(3, text(contactId))
                .bind(4, contact.revision())
                .then();
    }

    /// What the CRM has replaces what was known. False where ours has changed meanwhile.
    Mono<Boolean> take(Contact contact, Crm.Person there) {
        return database.sql("""
                        UPDATE crm_contact SET email = coalesce($5, email), name = coalesce($6, name),
                            phone = coalesce($7, phone), state = 'kept', leased_until = NULL, reason = NULL,
                            updated_at = now()
                        WHERE account_id = $1 AND provider = $2 AND customer_id = $3 AND revision = $4
                        """)
                .bind(0, contact.accountId())
                .bind(1, contact.provider())
                .bind(2, contact.customerId())
                .bind(3, contact.revision())
                .bind(4, text(there.email()))
                .bind(5, text(there.name()))
                .bind(6, text(there.phone()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> refuse(Contact contact, String reason) {
        return settle(contact, "refused", reason, 0);
    }

    /// Another attempt later, up to a number of them.
    Mono<Void> postpone(Contact contact, String reason) {
        return contact.attempts() >= settings.attempts()
                ? refuse(contact, reason)
                : settle(
                        contact,
                        contact.state(),
                        reason,
                        settings.backoffAfter(contact.attempts()).toMillis());
    }

    private Mono<Void> settle(Contact contact, String state, String reason, long millis) {
        return database.sql("""
                        UPDATE crm_contact SET leased_until = NULL, reason = $5, updated_at = now(),
                            state = CASE WHEN revision = $6 THEN $4 ELSE state END,
                            due_at = CASE WHEN revision = $6 THEN now() + $7 * interval '1 millisecond' ELSE due_at END
                        WHERE account_id = $1 AND provider = $2 AND customer_id = $3
                        """)
                .bind(0, contact.accountId())
                .bind(1, contact.provider())
                .bind(2, contact.customerId())
                .bind(3, state)
                .bind(4, reason)
                .bind(5, contact.revision())
                .bind(6, millis)
                .then();
    }

    /// Both have the same now, as somebody of the account has said.
    Mono<Void> add(UUID accountId, String provider, UUID customerId, Crm.Person person) {
        return database.sql("""
                        INSERT INTO crm_contact
                            (account_id, provider, customer_id, email, name, phone, contact_id, state)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, 'kept')
                        ON CONFLICT (account_id, provider, customer_id) DO UPDATE SET contact_id = EXCLUDED.contact_id,
                            updated_at = now()
                        """)
                .bind(0, accountId)
                .bind(1, provider)
                .bind(2, customerId)
                .bind(3, String.valueOf(person.email()))
                .bind(4, text(person.name()))
                .bind(5, text(person.phone()))
                .bind(6, text(person.id()))
                .then();
    }

    /// @param state due and stale wait, kept is alike on both sides, refused says why in `reason`
    record Kept(
            UUID customerId,
            String email,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String contactId,
            String state,
            @Nullable String reason) {}

    Mono<Kept> of(UUID accountId, String provider, UUID customerId) {
        return database.sql("""
                        SELECT customer_id, email, name, phone, contact_id, state, reason FROM crm_contact
                        WHERE account_id = $1 AND provider = $2 AND customer_id = $3
                        """)
                .bind(0, accountId)
                .bind(1, provider)
                .bind(2, customerId)
                .mapProperties(Kept.class)
                .one();
    }
}
