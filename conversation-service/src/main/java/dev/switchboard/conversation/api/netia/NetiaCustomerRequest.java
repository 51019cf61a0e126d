package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"customer": {…}}`: what a page or the desk says of a customer.
record NetiaCustomerRequest(@Nullable Body customer) {
    private static final int LONGEST = 500;

    /// @param inboxId the inbox whose widget introduces the customer; ours
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable UUID accountId,
            @Nullable UUID inboxId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String externalId) {
        Label label() {
            NetiaTexts texts = new NetiaTexts();
            Profile profile = new Profile(
                    texts.label("name", name, LONGEST),
                    texts.label("email", email, LONGEST),
                    texts.label("phone", phone, LONGEST));
            String external = texts.label("external_id", externalId, LONGEST);
            texts.refuse();
            return new Label(profile, external);
        }
    }

    record Label(Profile profile, @Nullable String externalId) {}

    Body body() {
        if (customer == null) {
            throw Problem.field("customer", "can't be blank");
        }
        return customer;
    }
}
