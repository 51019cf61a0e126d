package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.contract.Address;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.customer.Identity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a ticket will be held, before its customer is known.
///
/// @param identity the customer's there; its own id where it is null
/// @param thread null where the channel reaches the customer by its identity alone
record Spot(
        Inbox inbox, @Nullable String identity, @Nullable String thread) {
    Identity identityOf(UUID customerId) {
        return new Identity(inbox.accountId(), inbox.channel(), identity == null ? customerId.toString() : identity);
    }

    Address address(Identity customer) {
        return new Address(inbox.inboxId(), inbox.channel(), customer.value(), thread);
    }

    /// The place that an earlier conversation may have; null where this ticket makes one for itself.
    @Nullable
    Place taken() {
        return identity == null || thread != null
                ? null
                : new Place(inbox.accountId(), new Address(inbox.inboxId(), inbox.channel(), identity, null));
    }
}
