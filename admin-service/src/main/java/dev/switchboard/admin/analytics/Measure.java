package dev.switchboard.admin.analytics;

import dev.switchboard.common.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is counted of conversations, as the cells name it.
enum Measure {
    CONVERSATIONS,
    /// The AI answered, and no person had to take over.
    AI_RESOLVED,
    /// A person had to take over; the bucket is the reason.
    HANDOVERS,
    /// From the customer's first message to the first reply, whoever wrote it.
    FIRST_RESPONSE,
    /// From the hand-over to the first reply of a person.
    AGENT_RESPONSE,
    /// From the beginning to the first time resolved.
    RESOLUTION,
    /// What the customer thought; the bucket is the score.
    RATING,
    /// What it was about, as the AI says; the bucket is the intent.
    INTENT;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Measure of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(measure -> measure.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.field(
                        "measure",
                        "must be one of "
                                + Arrays.stream(values()).map(Measure::wire).collect(Collectors.joining(", "))));
    }
}
