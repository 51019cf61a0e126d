package dev.switchboard.channel.crm;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer that is to be sent to the CRM, or read there.
///
/// @param contactId the CRM's; absent while it is not known there
/// @param state due or stale
record Contact(
        UUID accountId,
        String provider,
        UUID customerId,
        String email,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String contactId,
        String state,
        long revision,
        int attempts) {
    static final String COLUMNS =
            "account_id, provider, customer_id, email, name, phone, contact_id, state, revision, attempts";

    Crm.Person person() {
        return new Crm.Person(contactId, email, name, phone);
    }

    boolean isStale() {
        return state.equals("stale");
    }

    @Override
    public String toString() {
        return "Contact[customerId=" + customerId + ", provider=" + provider + "]";
    }
}
