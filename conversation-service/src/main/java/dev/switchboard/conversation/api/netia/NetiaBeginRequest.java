package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"conversation": {…}}`: whose it is, and in which inbox.
record NetiaBeginRequest(@Nullable Body conversation) {
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable UUID accountId,
            @Nullable UUID customerId,
            @Nullable UUID inboxId) {}

    Body body() {
        if (conversation == null) {
            throw Problem.field("conversation", "can't be blank");
        }
        return conversation;
    }
}
