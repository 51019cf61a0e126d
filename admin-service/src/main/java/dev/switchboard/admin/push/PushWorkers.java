package dev.switchboard.admin.push;

import dev.switchboard.common.service.JobWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends the messages that wait, a few at once.
@Component
class PushWorkers extends JobWorkers<PushJob> {
    private final PushJobs jobs;
    private final SendPush sendPush;

    PushWorkers(PushJobs jobs, SendPush sendPush, PushSettings settings, MeterRegistry meters) {
        super(Pace.of(settings.workers(), settings.poll()), "switchboard.push.busy", meters);
        this.jobs = jobs;
        this.sendPush = sendPush;
    }

    @Override
    protected Flux<PushJob> take(int most) {
        return jobs.take(most);
    }

    @Override
    protected Mono<Void> work(PushJob job) {
        return sendPush.attempt(job);
    }

    @Override
    protected String name(PushJob job) {
        return "push " + job.id();
    }
}
