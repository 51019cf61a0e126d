package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/// The sender's own name of a message, unique in its scope: a provider's ids in the provider account, which is an
/// inbox; a client's ids at its address (two visitors, and one visitor in two sessions, may both say `m-1`); the bot's
/// one answer to a question; a user's idempotency keys.
public record DeduplicationKey(UUID accountId, String scope, String key) {
    public static DeduplicationKey ofSender(UUID accountId, Address address, String key) {
        boolean clientMade = address.channel() == Channel.WEB || address.channel() == Channel.API;
        String scope = clientMade ? ofClient(address) : "inbox:" + address.inboxId();
        return new DeduplicationKey(accountId, scope, key);
    }

    public static DeduplicationKey ofAnswerTo(UUID accountId, UUID questionId) {
        return new DeduplicationKey(accountId, "answer", questionId.toString());
    }

    public static DeduplicationKey ofCaller(UUID accountId, UUID callerId, String key) {
        return new DeduplicationKey(accountId, "caller:" + callerId, key);
    }

    /// The length of the identity keeps two addresses apart, whatever their parts contain.
    private static String ofClient(Address address) {
        int length = address.identity().getBytes(StandardCharsets.UTF_8).length;
        String thread = address.thread() == null ? "" : address.thread();
        return String.join(
                ":",
                address.channel().name().toLowerCase(Locale.ROOT),
                address.inboxId().toString(),
                Integer.toString(length),
                address.identity(),
                thread);
    }
}
