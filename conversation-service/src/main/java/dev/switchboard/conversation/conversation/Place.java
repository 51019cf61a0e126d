package dev.switchboard.conversation.conversation;

import dev.switchboard.common.contract.Address;
import java.util.UUID;

/// An address in an account: what leads to one live conversation. An empty thread is no thread.
public record Place(UUID accountId, Address address) {
    public static Place of(UUID accountId, Address address) {
        boolean emptyThread = address.thread() != null && address.thread().isEmpty();
        return new Place(
                accountId,
                emptyThread ? new Address(address.inboxId(), address.channel(), address.identity(), null) : address);
    }
}
