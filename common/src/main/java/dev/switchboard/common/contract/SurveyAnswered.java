package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;

/// A customer has said what it thought of a conversation. Keyed by conversation. Its comment stays where it was
/// written.
///
/// @param score 1 to 5
public record SurveyAnswered(
        UUID eventId, UUID accountId, UUID conversationId, Instant occurredAt, UUID surveyId, int score)
        implements Fact {
    public static final String TOPIC = "survey.answered";

    @Override
    public String key() {
        return conversationId.toString();
    }
}
