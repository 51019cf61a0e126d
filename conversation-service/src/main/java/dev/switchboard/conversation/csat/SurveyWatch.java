package dev.switchboard.conversation.csat;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Offers the surveys that are wanted all the time, on every replica.
@Component
class SurveyWatch implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(SurveyWatch.class);
    private static final Duration SWEEP = Duration.ofMillis(500);
    /// More wait for the next round.
    private static final int AT_ONCE = 100;

    private final Surveys surveys;
    private final OfferSurveys offerSurveys;

    SurveyWatch(Surveys surveys, OfferSurveys offerSurveys) {
        this.surveys = surveys;
        this.offerSurveys = offerSurveys;
    }

    @Override
    public Duration period() {
        return SWEEP;
    }

    @Override
    public Mono<Void> round() {
        return surveys.wanted(AT_ONCE)
                .collectList()
                .flatMap(wanted -> Flux.fromIterable(wanted)
                        .concatMap(survey -> quietly(offerSurveys.offer(survey)))
                        .then());
    }

    private static Mono<Void> quietly(Mono<Void> look) {
        return look.doOnError(e -> LOG.warn("A survey waits for the next look: {}", e.toString()))
                .onErrorComplete();
    }
}
