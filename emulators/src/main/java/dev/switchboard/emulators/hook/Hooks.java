package dev.switchboard.emulators.hook;

import dev.switchboard.emulators.EmulatorSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/// Posts what a provider has to tell. A call is made once while somebody waits for its answer; what is followed up is
/// repeated until it is taken, as providers do, though not for days. When too much waits, the rest is not told.
@Component
public class Hooks implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WAITING = 10_000;
    private static final int AT_ONCE = 64;
    private static final Retry REPEAT = Retry.backoff(8, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5));

    /// @param path at the gateway, with its query
    /// @param headers signatures among them
    public record Call(String path, String contentType, Map<String, String> headers, byte[] body) {
        public static Call json(String path, Map<String, String> headers, byte[] body) {
            return new Call(path, "application/json", headers, body);
        }

        public static Call form(String path, Map<String, String> headers, byte[] body) {
            return new Call(path, "application/x-www-form-urlencoded", headers, body);
        }
    }

    private final EmulatorSettings settings;
    private final Held held;
    private final WebClient client = WebClient.create();
    private final Sinks.Many<Flux<Call>> courses =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(WAITING));
    private @Nullable Disposable work;

    Hooks(EmulatorSettings settings, Held held) {
        this.settings = settings;
        this.held = held;
    }

    /// Whatever the gateway answers, once; 202 where the call is held.
    public Mono<ResponseEntity<String>> post(Call call) {
        return held.keeps(call) ? Mono.just(ResponseEntity.accepted().body("held")) : send(call);
    }

    private Mono<ResponseEntity<String>> send(Call call) {
        return client.post()
                .uri(settings.gatewayUrl().resolve(call.path()))
                .header("Content-Type", call.contentType())
                .headers(headers -> call.headers().forEach(headers::set))
                .bodyValue(call.body())
                .exchangeToMono(answer -> answer.toEntity(String.class))
                .timeout(PATIENCE);
    }

    /// Makes the calls one after the other, with the pause of `statusDelay` before each.
    public synchronized void follow(Flux<Call> calls) {
        if (courses.tryEmitNext(calls).isFailure()) {
            LOG.warn("A status is not told: {} others wait for theirs", WAITING);
        }
    }

    private Mono<Void> tell(Flux<Call> calls) {
        return calls.concatMap(call -> Mono.delay(settings.statusDelay()).then(taken(call)))
                .then()
                .doOnError(e -> LOG.warn("A status is given up: {}", e.toString()))
                .onErrorComplete();
    }

    private Mono<Void> taken(Call call) {
        return Mono.defer(() -> post(call))
                .flatMap(answer -> answer.getStatusCode().is2xxSuccessful()
                        ? Mono.<Void>empty()
                        : Mono.error(new IllegalStateException("the gateway answered " + answer.getStatusCode())))
                .retryWhen(REPEAT);
    }

    @Override
    public void start() {
        work = courses.asFlux().flatMap(this::tell, AT_ONCE).subscribe();
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
