package dev.switchboard.admin.mail;

import dev.switchboard.common.service.JobWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends the mails that wait, a few at once.
@Component
class MailWorkers extends JobWorkers<MailJob> {
    private final MailJobs jobs;
    private final SendMail sendMail;

    MailWorkers(MailJobs jobs, SendMail sendMail, MailSettings settings, MeterRegistry meters) {
        super(Pace.of(settings.workers(), settings.poll()), "switchboard.mail.busy", meters);
        this.jobs = jobs;
        this.sendMail = sendMail;
    }

    @Override
    protected Flux<MailJob> take(int most) {
        return jobs.take(most);
    }

    @Override
    protected Mono<Void> work(MailJob job) {
        return sendMail.attempt(job);
    }

    @Override
    protected String name(MailJob job) {
        return "mail " + job.id();
    }
}
