package dev.switchboard.conversation.api.platform;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.customer.Customer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A conversation as the platform lists it.
///
/// @param id the conversation's
/// @param status `with_ai`, `waiting`, `with_agent`, or `closed`
/// @param agentId as `/api/admin/users` has it
record PlatformSession(
        String id,
        String customerId,
        @Nullable String customerName,
        String channel,
        String status,
        @Nullable String agentId,
        @Nullable String agentName,
        Instant startedAt,
        Instant lastMessageAt) {
    static PlatformSession of(Conversation conversation, @Nullable Customer customer, @Nullable User agent) {
        return new PlatformSession(
                conversation.id().toString(),
                conversation.customerId().toString(),
                customer == null ? null : customer.name(),
                conversation.address().channel().name().toLowerCase(Locale.ROOT),
                status(conversation),
                agent == null ? null : "user-" + agent.number(),
                agent == null ? null : agent.name(),
                conversation.createdAt(),
                conversation.progress().lastActivityAt());
    }

    static String status(Conversation conversation) {
        if (conversation.desk().status().isClosed()) {
            return "closed";
        }
        return switch (conversation.lease().owner()) {
            case BOT -> "with_ai";
            case QUEUE -> "waiting";
            case AGENT -> "with_agent";
        };
    }
}
