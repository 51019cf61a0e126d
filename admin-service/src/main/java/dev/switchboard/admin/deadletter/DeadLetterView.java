package dev.switchboard.admin.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A dead letter as it is shown.
///
/// @param value the fact itself, word for word; only where one letter is asked for
@JsonNaming(SnakeCaseStrategy.class)
record DeadLetterView(
        UUID id,
        @Nullable UUID accountId,
        String topic,
        String group,
        @Nullable String type,
        @Nullable String eventId,
        String cause,
        String state,
        Instant diedAt,
        @Nullable Instant decidedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value) {
    private static final Set<String> STATES = Set.of(KeptLetter.DEAD, KeptLetter.REPLAYED, KeptLetter.DISCARDED);
    private static final int MOST = 100;

    record One(DeadLetterView data) {
        static One of(KeptLetter letter) {
            byte[] value = letter.value();
            return new One(view(letter, value == null ? null : new String(value, StandardCharsets.UTF_8)));
        }
    }

    /// @param next what to pass as `after` for the next page; null at the end
    record Page(List<DeadLetterView> data, @Nullable UUID next) {
        static Page of(List<KeptLetter> found, int limit) {
            List<DeadLetterView> shown = found.stream()
                    .limit(limit)
                    .map(letter -> view(letter, null))
                    .toList();
            return new Page(shown, found.size() > limit ? shown.getLast().id() : null);
        }
    }

    static void check(@Nullable String state, int limit) {
        if (state != null && !STATES.contains(state)) {
            throw Problem.field("state", "must be dead, replayed or discarded");
        }
        if (limit < 1 || limit > MOST) {
            throw Problem.field("limit", "must be from 1 to " + MOST);
        }
    }

    /// @throws Problem `NOT_FOUND` for what is no id
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("Dead letter");
        }
    }

    private static DeadLetterView view(KeptLetter letter, @Nullable String value) {
        return new DeadLetterView(
                letter.id(),
                letter.accountId(),
                letter.topic(),
                letter.consumerGroup(),
                letter.type(),
                letter.eventId(),
                letter.cause(),
                letter.state(),
                letter.diedAt(),
                letter.decidedAt(),
                value);
    }
}
