package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.conversation.customer.CustomValue;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Details;
import dev.switchboard.conversation.customer.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A customer in Netia's shape; what no channel has told is null. What stands last is ours and for the desk alone.
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
        String title,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> tags,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, CustomValue> customAttributes,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID mergedInto) {
    /// As beside a message, and as the customer may see itself.
    static NetiaCustomer of(Customer customer) {
        return of(customer, null, null, null);
    }

    static NetiaCustomer forDesk(Customer customer) {
        Details details = customer.details();
        return of(customer, customer.status().wire(), details.tags(), details.attributes());
    }

    /// For a page that knows the id and has proven nothing.
    static NetiaCustomer withheld(Customer customer) {
        return of(customer.withheld());
    }

    private static NetiaCustomer of(
            Customer customer,
            @Nullable String status,
            @Nullable List<String> tags,
            @Nullable Map<String, CustomValue> attributes) {
        Visit visit = customer.details().visitOrNone();
        return new NetiaCustomer(
                customer.id(),
                "customer",
                customer.name(),
                customer.email(),
                customer.createdAt(),
                customer.updatedAt(),
                customer.createdAt(),
                visit.lastSeenAt(),
                customer.phone(),
                customer.externalId(),
                null,
                null,
                visit.host(),
                visit.pathname(),
                visit.currentUrl(),
                visit.browser(),
                visit.os(),
                null,
                customer.details().metadata(),
                visit.timeZone(),
                title(customer),
                status,
                tags,
                attributes,
                status == null ? null : customer.mergedInto());
    }

    private static String title(Customer customer) {
        if (customer.name() != null) {
            return customer.name();
        }
        return customer.email() == null ? "Anonymous User" : customer.email();
    }
}
