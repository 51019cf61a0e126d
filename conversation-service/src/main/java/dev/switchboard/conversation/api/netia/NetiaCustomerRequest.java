package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.customer.CustomValue;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Details;
import dev.switchboard.conversation.customer.Visit;
import dev.switchboard.conversation.visitor.IntroduceCustomer.Introduction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"customer": {…}}`: what a page or the desk says of a customer.
record NetiaCustomerRequest(@Nullable Body customer) {
    /// What stands last is for the desk alone.
    ///
    /// @param inboxId the inbox whose widget introduces the customer; ours
    /// @param customAttributes a null value takes one away
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable UUID accountId,
            @Nullable UUID inboxId,
            @Nullable NetiaCustomerText name,
            @Nullable NetiaCustomerText email,
            @Nullable NetiaCustomerText phone,
            @Nullable NetiaCustomerText externalId,
            @Nullable String host,
            @Nullable String pathname,
            @Nullable String currentUrl,
            @Nullable String browser,
            @Nullable String os,
            @Nullable String timeZone,
            @Nullable Map<String, @Nullable String> metadata,
            @Nullable Map<String, @Nullable CustomValue> customAttributes,
            @Nullable List<String> tags) {
        Map<String, @Nullable CustomValue> attributes() {
            return customAttributes == null ? Map.of() : customAttributes;
        }

        Introduction byPage(Instant now) {
            NetiaCustomerTexts texts = new NetiaCustomerTexts();
            if (customAttributes != null) {
                texts.wrong("custom_attributes", "is not a visitor's to set");
            }
            if (tags != null) {
                texts.wrong("tags", "is not a visitor's to set");
            }
            return introduction(texts, now);
        }

        Introduction byDesk() {
            NetiaCustomerTexts texts = new NetiaCustomerTexts();
            texts.address("email", NetiaCustomerText.of(email));
            return introduction(texts, null);
        }

        private Introduction introduction(NetiaCustomerTexts texts, @Nullable Instant seenAt) {
            Profile profile = new Profile(
                    texts.label("name", NetiaCustomerText.of(name)),
                    texts.label("email", NetiaCustomerText.of(email)),
                    texts.label("phone", NetiaCustomerText.of(phone)));
            String external = texts.label("external_id", NetiaCustomerText.of(externalId));
            Details details = Details.NONE
                    .visited(visit(texts, seenAt))
                    .metadata(texts.metadata(metadata))
                    .attributes(attributes())
                    .tags(texts.tags(tags));
            texts.refuse();
            return new Introduction(profile, external, details);
        }

        /// As the desk changes it: what is absent stays.
        BiFunction<Customer, Instant, Customer> change() {
            Introduction said = byDesk();
            return (customer, _) -> customer.describedAs(
                            new Profile(
                                    sent(name, said.profile().name(), customer.name()),
                                    sent(email, said.profile().email(), customer.email()),
                                    sent(phone, said.profile().phone(), customer.phone())),
                            sent(externalId, said.externalId(), customer.externalId()))
                    .detailed(before -> change(before, said.details()));
        }

        private Details change(Details before, Details said) {
            Details next = before.visited(said.visitOrNone()).attributes(attributes());
            next = metadata == null ? next : next.metadata(said.metadata());
            return tags == null ? next : next.tags(said.tags());
        }

        private static @Nullable String sent(
                @Nullable NetiaCustomerText field, @Nullable String value, @Nullable String before) {
            return field == null ? before : value;
        }

        private Visit visit(NetiaCustomerTexts texts, @Nullable Instant seenAt) {
            return texts.visit(host, pathname, currentUrl, browser, os, timeZone, seenAt);
        }
    }

    Body body() {
        if (customer == null) {
            throw Problem.field("customer", "can't be blank");
        }
        return customer;
    }
}
