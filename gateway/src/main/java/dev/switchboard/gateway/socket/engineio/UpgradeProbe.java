package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A WebSocket that a polling session tries on. The client probes it, the server lets the waiting GET go, and with
/// the client's `5` the session moves; without it polling goes on.
final class UpgradeProbe implements SocketSession {
    private static final Duration RELEASE_EVERY = Duration.ofMillis(100);
    private static final String PING = "2probe";
    private static final byte[] PONG = "3probe".getBytes(StandardCharsets.UTF_8);
    private static final String UPGRADE = "5";

    private enum Stage {
        OPENED,
        PROBED,
        MOVED
    }

    private final Connection connection;
    private final PolledSession polled;
    private final long deadline;
    private Stage stage = Stage.OPENED;
    private @Nullable Disposable releasing;

    UpgradeProbe(Connection connection, PolledSession polled, Duration timeout) {
        this.connection = connection;
        this.polled = polled;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    @Override
    public Mono<Void> start() {
        return Mono.fromRunnable(() -> polled.run(() -> {
            if (!polled.tryOn(this)) {
                connection.close(CloseCode.PROTOCOL_ERROR);
            }
        }));
    }

    @Override
    public void receive(String text) {
        switch (stage) {
            case OPENED -> {
                if (text.equals(PING)) {
                    probed();
                } else {
                    fail();
                }
            }
            case PROBED -> {
                if (text.equals(UPGRADE)) {
                    stage = Stage.MOVED;
                    stopReleasing();
                    polled.run(this::move);
                } else {
                    fail();
                }
            }
            case MOVED -> {
                EnginePacket packet = EnginePacket.text(text);
                polled.run(() -> {
                    if (packet == null) {
                        polled.session().close(CloseCode.PROTOCOL_ERROR);
                    } else {
                        polled.session().receive(packet);
                    }
                });
            }
        }
    }

    private void probed() {
        stage = Stage.PROBED;
        connection.send(PONG);
        releasing = Flux.interval(Duration.ZERO, RELEASE_EVERY)
                .onBackpressureDrop()
                .subscribe(_ -> polled.run(() -> {
                    PollingTransport polling = polled.session().polling();
                    if (polling != null) {
                        polling.release();
                    }
                }));
    }

    private void move() {
        if (!polled.moveTo(new SocketTransport(connection, polled.session().loop()))) {
            connection.close(CloseCode.NORMAL);
        }
    }

    private void stopReleasing() {
        Disposable interval = releasing;
        if (interval != null) {
            interval.dispose();
        }
    }

    @Override
    public void receive(byte[] bytes) {
        if (stage == Stage.MOVED) {
            polled.run(() -> polled.session().receive(new EnginePacket.Binary(bytes)));
        } else {
            fail();
        }
    }

    /// The session is free for another try before the client hears of it.
    private void fail() {
        polled.run(() -> {
            polled.giveUp(this);
            connection.close(CloseCode.PROTOCOL_ERROR);
        });
    }

    @Override
    public void tick(long nanos) {
        if (stage != Stage.MOVED && nanos - deadline > 0) {
            connection.close(CloseCode.GONE);
        }
    }

    @Override
    public boolean admitted() {
        return true;
    }

    @Override
    public void closed() {
        stopReleasing();
        boolean moved = stage == Stage.MOVED;
        polled.run(() -> {
            polled.giveUp(this);
            if (moved) {
                polled.session().lost(CloseCode.GONE);
            }
        });
    }
}
