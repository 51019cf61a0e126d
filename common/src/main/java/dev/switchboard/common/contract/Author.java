package dev.switchboard.common.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who wrote a message. `id` is the customer's or the user's id, `number` the user's integer id of the Netia API.
public record Author(
        Kind kind,
        @Nullable UUID id,
        @Nullable String name,
        @Nullable Integer number) {
    public enum Kind {
        CUSTOMER,
        AGENT,
        BOT,
        SYSTEM
    }

    public static Author customer(UUID id, @Nullable String name) {
        return new Author(Kind.CUSTOMER, id, name, null);
    }

    public static Author agent(UUID id, String name, int number) {
        return new Author(Kind.AGENT, id, name, number);
    }

    public static Author bot() {
        return new Author(Kind.BOT, null, null, null);
    }

    public static Author system() {
        return new Author(Kind.SYSTEM, null, null, null);
    }
}
