package dev.switchboard.conversation.csat;

import dev.switchboard.common.contract.SurveyAnswered;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Keeps a customer's answer and tells its score; the comment is for the desk alone.
@Service
public class AnswerSurvey {
    private final Surveys surveys;
    private final Outbox outbox;
    private final Clock clock;
    private final DistributionSummary scores;

    AnswerSurvey(Surveys surveys, Outbox outbox, Clock clock, MeterRegistry meters) {
        this.scores = DistributionSummary.builder("switchboard.csat.score")
                .description("Scores that customers have given, 1 to 5")
                .serviceLevelObjectives(1, 2, 3, 4, 5)
                .register(meters);
        this.surveys = surveys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Empty where it was answered before.
    ///
    /// @param score 1 to 5
    @Transactional
    public Mono<Survey> answer(Survey survey, int score, @Nullable String comment) {
        Instant now = clock.instant();
        return surveys.answer(survey, score, comment, now)
                .flatMap(answered -> outbox.tell(new SurveyAnswered(
                                Ids.next(), answered.accountId(), answered.conversationId(), now, answered.id(), score))
                        .thenReturn(answered))
                .doOnNext(_ -> scores.record(score));
    }
}
