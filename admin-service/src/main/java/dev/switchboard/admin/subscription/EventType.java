package dev.switchboard.admin.subscription;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a subscriber can be told. The first four are the specifications' own, and what a subscription has that names
/// none.
public enum EventType {
    MESSAGE_CREATED,
    CONVERSATION_CREATED,
    CONVERSATION_UPDATED,
    CUSTOMER_CREATED,
    MESSAGE_UPDATED,
    MESSAGE_DELETED,
    CONVERSATION_CLOSED,
    CUSTOMER_UPDATED,
    CUSTOMER_MERGED,
    CUSTOMER_ERASED;

    public static final List<EventType> USUAL =
            List.of(MESSAGE_CREATED, CONVERSATION_CREATED, CONVERSATION_UPDATED, CUSTOMER_CREATED);

    public String name(EventFormat format) {
        return name().toLowerCase(Locale.ROOT).replace('_', format.separator());
    }

    /// Whether its facts say which inbox they belong to.
    boolean knowsInbox() {
        return this == MESSAGE_CREATED || this == CONVERSATION_CREATED;
    }

    /// By its name in either format.
    public static Optional<EventType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> Arrays.stream(EventFormat.values())
                        .anyMatch(format -> type.name(format).equals(name)))
                .findFirst();
    }
}
