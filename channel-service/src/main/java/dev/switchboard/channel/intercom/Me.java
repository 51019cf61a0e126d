package dev.switchboard.channel.intercom;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Whom a token belongs to.
record Me(@Nullable App app) {
    /// @param idCode the workspace, as webhooks name it
    @JsonNaming(SnakeCaseStrategy.class)
    record App(@Nullable String idCode, @Nullable String name) {}
}
