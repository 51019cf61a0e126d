package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.canned.ManageCannedResponses.Wish;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"canned_response": {…}}`: what is absent stays as it is.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaCannedRequest(@Nullable Body cannedResponse) {
    /// @param name another word for the shortcut
    record Body(
            @Nullable String name,
            @Nullable String shortcut,
            @Nullable String content) {}

    Wish wish() {
        if (cannedResponse == null) {
            throw Problem.field("canned_response", "can't be blank");
        }
        String shortcut = cannedResponse.shortcut() == null ? cannedResponse.name() : cannedResponse.shortcut();
        return new Wish(shortcut, cannedResponse.content());
    }
}
