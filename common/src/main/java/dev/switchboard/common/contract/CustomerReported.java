package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;

/// A system of the business, like its CRM, knows something newer of a customer. Keyed by customer. It is not done yet:
/// conversation-service does it, or drops it where the customer is gone.
///
/// @param source the system, as people call it
/// @param profile what is absent in it stays as it is
public record CustomerReported(
        UUID eventId, UUID accountId, UUID customerId, Instant occurredAt, String source, Profile profile)
        implements Fact {
    public static final String TOPIC = "customer.reported";

    @Override
    public String key() {
        return customerId.toString();
    }
}
