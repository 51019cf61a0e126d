package dev.switchboard.conversation.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What became of one line.
///
/// @param line counted from 1, a CSV's header included
/// @param status `created`, `updated`, `unchanged`, `failed`, or `stopped`: this line and all after it were not taken
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportResult(
        int line,
        String status,
        @Nullable String externalId,
        @Nullable UUID id,
        @Nullable Map<String, List<String>> errors) {
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    static ImportResult of(int line, Outcome outcome, String externalId, UUID id) {
        return new ImportResult(line, outcome.name().toLowerCase(Locale.ROOT), externalId, id, null);
    }

    static ImportResult failed(int line, @Nullable String externalId, Problem problem) {
        Map<String, List<String>> errors =
                problem.fields().isEmpty() ? Map.of("line", List.of(problem.detail())) : problem.fields();
        return new ImportResult(line, "failed", externalId, null, errors);
    }

    static ImportResult stopped(int line, String why) {
        return new ImportResult(line, "stopped", null, null, Map.of("line", List.of(why)));
    }
}
