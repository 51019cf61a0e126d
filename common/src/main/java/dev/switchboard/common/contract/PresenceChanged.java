package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;

/// A visitor or a user came online or left, as one gateway replica sees it. Keyed by account, short-lived.
///
/// @param replica the gateway that holds the connection; its leases end with its heartbeat
/// @param connections open connections of this member at that replica, 0 when it left
public record PresenceChanged(
        UUID eventId, UUID accountId, Instant occurredAt, String replica, Author member, int connections)
        implements Fact {
    public static final String TOPIC = "presence.changed";

    @Override
    public String key() {
        return accountId.toString();
    }
}
