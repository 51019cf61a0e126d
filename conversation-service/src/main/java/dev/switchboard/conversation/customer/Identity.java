package dev.switchboard.conversation.customer;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import java.util.UUID;

/// How a channel knows a customer: a number, an address, a visitor. One identity is one customer's.
public record Identity(UUID accountId, Channel channel, String value) {
    public static Identity at(UUID accountId, Address address) {
        return new Identity(accountId, address.channel(), address.identity());
    }
}
