package dev.switchboard.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/// What is counted of sockets.
public final class SocketMeters {
    private final MeterRegistry registry;
    private final Counter framesIn;
    private final Counter framesOut;
    private final Counter limited;
    private final Counter overflows;

    SocketMeters(MeterRegistry registry) {
        this.registry = registry;
        framesIn = registry.counter("switchboard.socket.frames.in");
        framesOut = registry.counter("switchboard.socket.frames.out");
        limited = registry.counter("switchboard.socket.limited");
        overflows = registry.counter("switchboard.socket.overflows");
    }

    void open(Supplier<Number> count) {
        Gauge.builder("switchboard.socket.open", count).register(registry);
    }

    void frameIn() {
        framesIn.increment();
    }

    void frameOut() {
        framesOut.increment();
    }

    void overflow() {
        overflows.increment();
    }

    void closed(int code) {
        registry.counter("switchboard.socket.closed", "code", Integer.toString(code))
                .increment();
    }

    void limited() {
        limited.increment();
    }
}
