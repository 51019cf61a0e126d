package dev.switchboard.common.contract;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a customer is reached: an inbox, its channel, the customer's identity there (a WhatsApp number, an
/// e-mail address, a visitor), and, where the channel has threads of its own, the thread (a web session, a
/// Slack thread). One address has at most one conversation at a time.
public record Address(
        UUID inboxId,
        Channel channel,
        String identity,
        @Nullable String thread) {
    /// The key of `message.received`: one sender's messages keep their order, whatever conversation they join.
    public String senderKey(UUID accountId) {
        return accountId + ":" + channel.name().toLowerCase(Locale.ROOT) + ":" + identity;
    }
}
