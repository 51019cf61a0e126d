package dev.switchboard.conversation.api.platform;

import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.message.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation with its customer and what was said, in order; what colleagues tell each other is no part of it.
record PlatformSessionDetails(Session session, List<Line> messages) {
    static PlatformSessionDetails of(PlatformSession listed, @Nullable Customer customer, List<Message> messages) {
        return new PlatformSessionDetails(
                Session.of(listed, customer),
                messages.stream()
                        .filter(Message::visibleToCustomer)
                        .map(Line::of)
                        .toList());
    }

    record Session(
            String id,
            String customerId,
            CustomerInfo customerInfo,
            String channel,
            String status,
            @Nullable String agentId,
            @Nullable String agentName,
            Instant startedAt,
            Instant lastMessageAt) {
        static Session of(PlatformSession listed, @Nullable Customer customer) {
            return new Session(
                    listed.id(),
                    listed.customerId(),
                    CustomerInfo.of(customer),
                    listed.channel(),
                    listed.status(),
                    listed.agentId(),
                    listed.agentName(),
                    listed.startedAt(),
                    listed.lastMessageAt());
        }
    }

    record CustomerInfo(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {
        static CustomerInfo of(@Nullable Customer customer) {
            return customer == null
                    ? new CustomerInfo(null, null, null)
                    : new CustomerInfo(customer.name(), customer.email(), customer.phone());
        }
    }

    /// @param sender `customer`, `ai`, `agent` or `system`
    record Line(String id, String text, String sender, Instant timestamp) {
        static Line of(Message message) {
            return new Line(message.id().toString(), message.body(), sender(message), message.createdAt());
        }

        private static String sender(Message message) {
            return switch (message.author().kind()) {
                case CUSTOMER -> "customer";
                case BOT -> "ai";
                case AGENT -> "agent";
                case SYSTEM -> "system";
            };
        }
    }
}
