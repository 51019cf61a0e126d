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
        return new Claim(blankAsNull(externalId), blankAsNull(email));
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
