package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Sockets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// A session that began by polling, as its requests and its upgrade see it: they come on any thread and are told to
/// the session on its loop. One GET and one POST at a time; a second one ends the session.
final class PolledSession {
    private static final Logger LOG = LoggerFactory.getLogger(PolledSession.class);

    private final EngineSession session;
    private final long timeout;
    private final Sockets.Slot slot;
    private boolean posting;
    private @Nullable UpgradeProbe probe;
    private long closedAt;

    /// @param timeout nanoseconds that the last packets wait for a GET
    PolledSession(EngineSession session, long timeout, Sockets.Slot slot) {
        this.session = session;
        this.timeout = timeout;
        this.slot = slot;
    }

    Executor loop() {
        return session.loop();
    }

    void run(Runnable work) {
        try {
            session.loop().execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway stops", e);
        }
    }

    /// @return the body for a GET, or fails with a `Refusal`
    Mono<byte[]> poll() {
        return Mono.create(sink -> run(() -> polled(sink.onCancel(() -> run(() -> session.close(CloseCode.GONE))))));
    }

    private void polled(MonoSink<byte[]> get) {
        PollingTransport polling = session.polling();
        if (polling == null) {
            get.error(new Refusal(EngineError.BAD_REQUEST));
        } else if (polling.polled()) {
            session.close(CloseCode.PROTOCOL_ERROR);
            get.error(new Refusal(EngineError.BAD_REQUEST));
        } else if (session.isClosed() && polling.drained()) {
            get.error(new Refusal(EngineError.UNKNOWN_SESSION));
        } else {
            polling.poll(get);
        }
    }

    /// @param body fails when it is no text or too large
    /// @return done when it has taken effect, or fails with a `Refusal`
    Mono<Void> post(Mono<String> body) {
        return Mono.<Void>create(sink -> run(() -> begin(sink)))
                .then(body.doOnError(_ -> run(() -> session.close(CloseCode.PROTOCOL_ERROR)))
                        .doOnCancel(() -> run(() -> session.close(CloseCode.GONE))))
                .flatMap(text -> Mono.<Void>create(sink -> run(() -> read(text, sink))));
    }

    private void begin(MonoSink<Void> sink) {
        if (session.isClosed()) {
            sink.error(new Refusal(EngineError.UNKNOWN_SESSION));
        } else if (posting || session.polling() == null) {
            if (posting) {
                session.close(CloseCode.PROTOCOL_ERROR);
            }
            sink.error(new Refusal(EngineError.BAD_REQUEST));
        } else {
            posting = true;
            sink.success();
        }
    }

    private void read(String body, MonoSink<Void> sink) {
        posting = false;
        if (Payload.read(body, session::receive)) {
            sink.success();
        } else {
            session.close(CloseCode.PROTOCOL_ERROR);
            sink.error(new Refusal(EngineError.BAD_REQUEST));
        }
    }

    /// @return false when the session has, or tries, another socket already, or polls no more
    boolean tryOn(UpgradeProbe socket) {
        if (probe != null || session.isClosed() || session.polling() == null) {
            return false;
        }
        probe = socket;
        return true;
    }

    /// The probe's socket carries the session from now on, and has a place of its own.
    ///
    /// @return false when the session has ended meanwhile
    boolean moveTo(SocketTransport socket) {
        if (session.isClosed()) {
            return false;
        }
        session.moveTo(socket);
        slot.release();
        return true;
    }

    void giveUp(UpgradeProbe socket) {
        if (probe == socket) {
            probe = null;
        }
    }

    EngineSession session() {
        return session;
    }

    /// @return false when nobody needs it any more
    boolean tick(long nanos) {
        session.tick(nanos);
        if (!session.isClosed()) {
            return true;
        }
        if (closedAt == 0) {
            closedAt = nanos;
        }
        PollingTransport polling = session.polling();
        return polling != null && !polling.drained() && nanos - closedAt <= timeout;
    }
}
