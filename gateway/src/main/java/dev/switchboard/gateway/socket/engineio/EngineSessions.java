package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.common.id.Ids;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.SocketMeters;
import dev.switchboard.gateway.socket.SocketSettings;
import dev.switchboard.gateway.socket.Sockets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The sessions that began by polling, in this gateway's memory: behind several gateways a session's requests must
/// come to the same one. Each holds one of its address's places until a socket of its own does.
class EngineSessions implements SmartLifecycle {
    private final Map<String, PolledSession> open = new ConcurrentHashMap<>();
    private final EngineSettings settings;
    private final SocketSettings bounds;
    private final EngineApplication application;
    private final SocketMeters meters;
    private volatile @Nullable Disposable watching;

    EngineSessions(
            EngineSettings settings,
            SocketSettings bounds,
            EngineApplication application,
            SocketMeters meters,
            MeterRegistry registry) {
        this.settings = settings;
        this.bounds = bounds;
        this.application = application;
        this.meters = meters;
        Gauge.builder("switchboard.socketio.polled", open::size)
                .description("Socket.IO sessions that have not moved to a socket")
                .register(registry);
    }

    @Nullable
    PolledSession find(String sid) {
        return open.get(sid);
    }

    /// @return the answer to the GET that opens a session
    Mono<byte[]> begin(Opening opening, Executor loop, Sockets.Slot slot) {
        String sid = Ids.secret();
        return Mono.fromCallable(() -> polled(sid, opening, loop, slot))
                .subscribeOn(Schedulers.fromExecutor(loop))
                .doOnError(_ -> slot.release())
                .flatMap(PolledSession::poll);
    }

    private PolledSession polled(String sid, Opening opening, Executor loop, Sockets.Slot slot) {
        PollingTransport transport = new PollingTransport(loop, bounds, () -> overflow(sid));
        EngineSession session = new EngineSession(loop, opening, transport, settings, application, code -> {
            meters.closed(code.code());
            slot.release();
        });
        PolledSession polled = new PolledSession(session, bounds.closeTimeout().toNanos(), slot);
        open.put(sid, polled);
        session.send(Greeting.of(sid, true, settings));
        return polled;
    }

    private void overflow(String sid) {
        meters.overflow();
        PolledSession polled = open.get(sid);
        if (polled != null) {
            polled.session().close(CloseCode.RESTART);
        }
    }

    @Override
    public void start() {
        watching = Flux.interval(Duration.ofSeconds(1)).onBackpressureDrop().subscribe(_ -> tick(System.nanoTime()));
    }

    private void tick(long nanos) {
        open.forEach((sid, polled) -> polled.run(() -> {
            if (!polled.tick(nanos)) {
                open.remove(sid);
            }
        }));
    }

    @Override
    public void stop() {
        Disposable watch = watching;
        watching = null;
        if (watch != null) {
            watch.dispose();
        }
        open.values().forEach(polled -> polled.run(() -> polled.session().close(CloseCode.RESTART)));
    }

    @Override
    public boolean isRunning() {
        return watching != null;
    }
}
