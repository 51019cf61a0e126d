package dev.switchboard.ai.answer;

import dev.switchboard.common.service.JobWorkers;
import dev.switchboard.common.service.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Works on the questions that wait, a bounded number at once. A question that fails is given back.
@Component
public class AnswerWorkers extends JobWorkers<AnswerJob> {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWorkers.class);

    private final AnswerJobs jobs;
    private final AnswerQuestion answerQuestion;
    private final AnswerSettings settings;
    private final Spans spans;

    AnswerWorkers(
            AnswerJobs jobs,
            AnswerQuestion answerQuestion,
            AnswerSettings settings,
            MeterRegistry meters,
            Spans spans) {
        super(Pace.of(settings.workers(), settings.poll()), "switchboard.answers.running", meters);
        this.jobs = jobs;
        this.answerQuestion = answerQuestion;
        this.settings = settings;
        this.spans = spans;
    }

    @Override
    protected Flux<AnswerJob> take(int most) {
        return jobs.take(most);
    }

    @Override
    protected Mono<Void> work(AnswerJob job) {
        Mono<Void> answer = answerQuestion
                .answer(job)
                .timeout(settings.lease())
                .onErrorResume(Exception.class, e -> giveBack(job, e));
        return spans.around(SpanKind.INTERNAL, "answer", job.trace(), answer);
    }

    private Mono<Void> giveBack(AnswerJob job, Exception e) {
        LOG.warn("Attempt {} at {} failed", job.attempt(), name(job), e);
        return jobs.giveBack(job);
    }

    @Override
    protected String name(AnswerJob job) {
        return "question " + job.context().questionId();
    }
}
