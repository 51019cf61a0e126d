package dev.switchboard.admin.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// One attempt at one letter. Trouble is waited out with growing pauses for as long as the letter is good for anything;
/// what the server refuses for good is given up at once. An answer that is lost may send a letter twice.
@Component
class SendMail {
    private static final Logger LOG = LoggerFactory.getLogger(SendMail.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final SmtpClient client;
    private final MailJobs jobs;
    private final Clock clock;
    private final MeterProvider<Counter> ended;

    SendMail(SmtpClient client, MailJobs jobs, Clock clock, MeterRegistry meters) {
        this.client = client;
        this.jobs = jobs;
        this.clock = clock;
        this.ended = Counter.builder("switchboard.mail")
                .description("Mails to users that are over")
                .withRegistry(meters);
        List.of("sent", "refused", "expired").forEach(outcome -> ended.withTag("outcome", outcome));
    }

    Mono<Void> attempt(MailJob job) {
        if (job.letter().toNobody()) {
            return jobs.sent(job);
        }
        return client.send(job)
                .then(Mono.defer(() -> ended(job, "sent", jobs.sent(job))))
                .onErrorResume(MailRefused.class, refusal -> ended(job, "refused", jobs.failed(job, refusal.reason())))
                .onErrorResume(MailDelayed.class, trouble -> later(job, trouble.reason()));
    }

    private Mono<Void> later(MailJob job, String reason) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(job.attempt() - 1, 10));
        Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        Instant next = clock.instant().plus(bounded);
        return next.isAfter(job.letter().goodUntil())
                ? ended(job, "expired", jobs.failed(job, reason))
                : jobs.again(job, bounded, reason);
    }

    private Mono<Void> ended(MailJob job, String outcome, Mono<Void> stored) {
        ended.withTag("outcome", outcome).increment();
        if (!outcome.equals("sent")) {
            LOG.warn("mail {} is given up: {}", job.id(), outcome);
        }
        return stored;
    }
}
