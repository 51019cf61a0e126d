package dev.switchboard.admin.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What was removed of a customer. The topics keep facts for at most seven days more.
///
/// @param requestedAt null where only conversations have expired
/// @param state `complete` once every service has answered, `under_way` before, `expired` where nobody asked for more
///     than the retention of an inbox
/// @param waitingFor services that have not answered yet
@JsonNaming(SnakeCaseStrategy.class)
record Certificate(
        String object,
        UUID customerId,
        @Nullable Instant requestedAt,
        String state,
        List<String> waitingFor,
        List<Part> removed) {
    static final List<String> SERVICES =
            List.of("admin-service", "ai-service", "channel-service", "conversation-service", "memory-service");

    /// @param rows how many of what
    @JsonNaming(SnakeCaseStrategy.class)
    record Part(String service, Instant completedAt, Map<String, Integer> rows) {}

    static Certificate of(UUID customerId, @Nullable Instant requestedAt, List<Part> parts) {
        if (requestedAt == null) {
            return new Certificate("erasure", customerId, null, "expired", List.of(), parts);
        }
        List<String> answered = parts.stream()
                .filter(part -> !part.completedAt().isBefore(requestedAt))
                .map(Part::service)
                .toList();
        List<String> waiting =
                SERVICES.stream().filter(service -> !answered.contains(service)).toList();
        return new Certificate(
                "erasure", customerId, requestedAt, waiting.isEmpty() ? "complete" : "under_way", waiting, parts);
    }
}
