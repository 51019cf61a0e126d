package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.Channel;
import org.jspecify.annotations.Nullable;

/// Where a ticket comes from, as whoever opened it says.
///
/// @param identity the customer's on that channel
/// @param botHandoff a bot has spoken so far and gives the customer to people
public record TicketSource(
        Channel channel,
        @Nullable String originPlatformId,
        @Nullable String identity,
        boolean botHandoff) {}
