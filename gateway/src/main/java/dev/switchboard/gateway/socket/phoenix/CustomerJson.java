package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Profile;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A customer in Netia's basic shape, as far as a message tells; null is what it does not tell.
@JsonNaming(SnakeCaseStrategy.class)
record CustomerJson(
        UUID id,
        String object,
        @Nullable String name,
        @Nullable String email,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        @Nullable String firstSeen,
        @Nullable String lastSeenAt,
        @Nullable String phone,
        @Nullable String externalId,
        @Nullable String profilePhotoUrl,
        @Nullable UUID companyId,
        @Nullable String host,
        @Nullable String pathname,
        @Nullable String currentUrl,
        @Nullable String browser,
        @Nullable String os,
        @Nullable String ip,
        Map<String, String> metadata,
        @Nullable String timeZone,
        String title) {
    private static final String NOBODY = "Anonymous User";

    /// For the customer's own client: whoever knows two ids may be behind it, and learns no address from them.
    static CustomerJson shown(MessageCreated message) {
        return of(message, new Profile(message.author().name(), null, null));
    }

    /// For the desk.
    static CustomerJson known(MessageCreated message) {
        Profile customer = message.customer() == null ? Profile.NOTHING : message.customer();
        String name = message.author().name();
        return of(message, new Profile(name == null ? customer.name() : name, customer.email(), customer.phone()));
    }

    private static CustomerJson of(MessageCreated message, Profile customer) {
        String name = customer.name() == null ? customer.email() : customer.name();
        return new CustomerJson(
                message.customerId(),
                "customer",
                customer.name(),
                customer.email(),
                null,
                null,
                null,
                Json.time(message.occurredAt()),
                customer.phone(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                name == null ? NOBODY : name);
    }
}
