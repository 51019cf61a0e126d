package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.visitor.IdentifyCustomer.Claim;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Whom a page takes its visitor for.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaIdentifyRequest(
        @Nullable UUID accountId,
        @Nullable String externalId,
        @Nullable String email) {
    Claim toClaim() {
        NetiaCustomerTexts texts = new NetiaCustomerTexts();
        Claim claim = new Claim(texts.label("external_id", externalId), texts.label("email", email));
        texts.refuse();
        return claim;
    }
}
