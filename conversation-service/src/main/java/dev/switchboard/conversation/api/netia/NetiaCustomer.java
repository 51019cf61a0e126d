package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.customer.Customer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A customer in Netia's shape; what no channel has told is null.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaCustomer(
        UUID id,
        String object,
        @Nullable String name,
        @Nullable String email,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeenAt,
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
    static NetiaCustomer of(Customer customer) {
        return new NetiaCustomer(
                customer.id(),
                "customer",
                customer.name(),
                customer.email(),
                customer.createdAt(),
                customer.updatedAt(),
                customer.createdAt(),
                null,
                customer.phone(),
                customer.externalId(),
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
                title(customer));
    }

    private static String title(Customer customer) {
        if (customer.name() != null) {
            return customer.name();
        }
        return customer.email() == null ? "Anonymous User" : customer.email();
    }
}
