package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Details;
import dev.switchboard.conversation.customer.Visit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"metadata": {…}}`: what a page says of its visitor; names that are none of ours are entries of their own.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaCustomerMetadataRequest(
        @Nullable UUID accountId, @Nullable Body metadata) {
    private static final int MOST = 50;

    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String externalId,
            @Nullable String host,
            @Nullable String pathname,
            @Nullable String currentUrl,
            @Nullable String browser,
            @Nullable String os,
            @Nullable String timeZone,
            @Nullable Map<String, @Nullable String> metadata,

            @JsonAnySetter Map<String, @Nullable String> others) {}

    /// Profile and name are labels and only fill what is not known yet; the visit is the latest.
    ///
    /// @param trusted whether entries may replace others, too
    BiFunction<Customer, Instant, Customer> change(boolean trusted, Instant now) {
        Body body = metadata;
        if (body == null) {
            throw Problem.field("metadata", "can't be blank");
        }
        NetiaCustomerTexts texts = new NetiaCustomerTexts();
        Profile profile = new Profile(
                texts.label("name", body.name()),
                texts.label("email", body.email()),
                texts.label("phone", body.phone()));
        String external = texts.label("external_id", body.externalId());
        Visit visit = texts.visit(
                body.host(), body.pathname(), body.currentUrl(), body.browser(), body.os(), body.timeZone(), now);
        Map<String, String> entries = new HashMap<>(texts.metadata(body.others()));
        entries.putAll(texts.metadata(body.metadata()));
        texts.refuse();
        return (customer, at) -> {
            Customer known = customer.introducedAs(profile, at);
            return known.describedAs(known.profile(), known.externalId() == null ? external : known.externalId())
                    .detailed(before -> merged(before.visited(visit), entries, trusted));
        };
    }

    private static Details merged(Details before, Map<String, String> entries, boolean trusted) {
        Map<String, String> next = new HashMap<>(trusted ? before.metadata() : entries);
        next.putAll(trusted ? entries : before.metadata());
        if (next.size() > MOST) {
            throw Problem.field("metadata", "should be at most " + MOST + " entries");
        }
        return before.metadata(next);
    }
}
