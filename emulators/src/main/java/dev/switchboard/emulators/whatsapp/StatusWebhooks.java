package dev.switchboard.emulators.whatsapp;

import dev.switchboard.emulators.EmulatorSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/// Tells the business what becomes of its messages: sent, delivered, read, or that it failed. Each webhook is repeated
/// until it is taken, as Meta does, though not for days. When too many messages wait, further ones get no status.
@Component
class StatusWebhooks implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StatusWebhooks.class);
    private static final int WAITING = 10_000;
    private static final int AT_ONCE = 64;
    private static final Retry REPEAT = Retry.backoff(8, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5));

    record Message(String id, String to, @Nullable String callbackData, boolean undelivered) {}

    private final EmulatorSettings settings;
    private final Webhooks webhooks;
    private final Sinks.Many<Message> messages =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(WAITING));
    private @Nullable Disposable work;

    StatusWebhooks(EmulatorSettings settings, Webhooks webhooks) {
        this.settings = settings;
        this.webhooks = webhooks;
    }

    synchronized void follow(Message message) {
        if (messages.tryEmitNext(message).isFailure()) {
            LOG.warn("Message {} gets no status: {} others wait for theirs", message.id(), WAITING);
        }
    }

    private Mono<Void> tell(Message message) {
        List<String> course = message.undelivered() ? List.of("sent", "failed") : List.of("sent", "delivered", "read");
        return Flux.fromIterable(course)
                .concatMap(status -> Mono.delay(settings.statusDelay()).then(tell(message, status)))
                .then()
                .doOnError(e -> LOG.warn("The statuses of {} are given up: {}", message.id(), e.toString()))
                .onErrorComplete();
    }

    private Mono<Void> tell(Message message, String status) {
        CloudPayload payload = CloudPayload.of(
                settings.whatsapp(),
                new CloudPayload.Status(
                        message.id(),
                        status,
                        Long.toString(Instant.now().getEpochSecond()),
                        message.to(),
                        message.callbackData(),
                        status.equals("failed") ? List.of(undeliverable()) : null));
        return webhooks.post(payload)
                .flatMap(answer -> answer.getStatusCode().is2xxSuccessful()
                        ? Mono.<Void>empty()
                        : Mono.error(new IllegalStateException("the gateway answered " + answer.getStatusCode())))
                .retryWhen(REPEAT);
    }

    private static CloudPayload.Error undeliverable() {
        return new CloudPayload.Error(
                131026,
                "Message undeliverable",
                "Message undeliverable",
                new CloudPayload.ErrorData("Message Undeliverable."));
    }

    @Override
    public void start() {
        work = messages.asFlux().flatMap(this::tell, AT_ONCE).subscribe();
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
