package dev.switchboard.admin.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Sends the mails that wait: a few at once, woken when one is added or done, and looking by itself now and then.
@Component
class MailWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MailWorkers.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Mails mails;
    private final SendMail sendMail;
    private final MailSettings settings;
    private final MailBell bell;
    private final AtomicInteger busy = new AtomicInteger();
    private @Nullable Disposable work;

    MailWorkers(Mails mails, SendMail sendMail, MailSettings settings, MailBell bell, MeterRegistry meters) {
        this.mails = mails;
        this.sendMail = sendMail;
        this.settings = settings;
        this.bell = bell;
        Gauge.builder("switchboard.mail.busy", busy, AtomicInteger::get).register(meters);
    }

    private Flux<MailJob> take() {
        return Flux.defer(() -> {
            int free = settings.workers() - busy.get();
            return free <= 0
                    ? Flux.empty()
                    : mails.take(free).collectList().flatMapIterable(jobs -> {
                        busy.addAndGet(jobs.size());
                        return jobs;
                    });
        });
    }

    /// What fails here is the database's trouble: the mail's lease runs out by itself.
    private Mono<Void> run(MailJob job) {
        return sendMail.attempt(job)
                .onErrorComplete(error -> {
                    LOG.warn("mail {} waits for its lease", job.id(), error);
                    return true;
                })
                .doFinally(_ -> {
                    busy.decrementAndGet();
                    bell.ring();
                });
    }

    @Override
    public synchronized void start() {
        Flux<Boolean> looks =
                Flux.interval(Duration.ZERO, settings.poll()).map(_ -> true).onBackpressureDrop();
        Disposable sending = Flux.merge(bell.rings(), looks)
                .concatMap(_ -> take(), 1)
                .flatMap(this::run, settings.workers(), 1)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                        .doBeforeRetry(signal ->
                                LOG.warn("The mails wait: {}", signal.failure().toString())))
                .subscribe();
        Disposable tidying = Flux.interval(Duration.ofHours(1))
                .onBackpressureDrop()
                .concatMap(_ -> mails.forgetOld().onErrorComplete(error -> {
                    LOG.warn("Old mails stay for another hour: {}", error.toString());
                    return true;
                }))
                .subscribe();
        work = Disposables.composite(sending, tidying);
    }

    @Override
    public synchronized void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return work != null;
    }
}
