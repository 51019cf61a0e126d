package dev.switchboard.admin.mail;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Forgets, once an hour, what became of old mails.
@Component
class MailRetention implements PeriodicTask {
    private final MailJobs jobs;

    MailRetention(MailJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Duration period() {
        return Duration.ofHours(1);
    }

    @Override
    public Mono<Void> round() {
        return jobs.forgetOld().then();
    }
}
