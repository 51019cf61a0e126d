package dev.switchboard.conversation.customer;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import java.util.UUID;

/// How a channel knows a customer: a number, an address, a visitor. One identity is one customer's.
public record Identity(UUID accountId, Channel channel, String value) {
    public static Identity at(UUID accountId, Address address) {
        return new Identity(accountId, address.channel(), address.identity());
    }

    public static Identity onWeb(UUID accountId, String value) {
        return new Identity(accountId, Channel.WEB, value);
    }

    /// Who was met by a page before it wrote has its own id for an identity.
    public static Identity ofMet(UUID accountId, UUID customerId) {
        return onWeb(accountId, customerId.toString());
    }
}
