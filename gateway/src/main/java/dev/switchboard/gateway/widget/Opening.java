package dev.switchboard.gateway.widget;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// When an inbox is open, as conversation-service tells it.
///
/// @param timeZone absent where the account has no hours and is always open
@JsonNaming(SnakeCaseStrategy.class)
record Opening(
        @Nullable String timeZone,
        List<Range> hours,
        List<LocalDate> holidays,
        boolean openNow,
        @Nullable Instant nextOpening) {
    /// @param to exclusive; 24:00 ends the day
    record Range(String day, String from, String to) {}
}
