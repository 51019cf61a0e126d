package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// One service has removed what it kept of a customer: how many rows of what. Keyed by customer.
public record ErasureCompleted(
        UUID eventId, UUID accountId, UUID customerId, Instant occurredAt, String service, Map<String, Integer> removed)
        implements Fact {
    public static final String TOPIC = "erasure.completed";

    @Override
    public String key() {
        return customerId.toString();
    }
}
