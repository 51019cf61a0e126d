package dev.switchboard.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// What is counted of sockets.
public final class SocketMeters {
    private final MeterRegistry registry;
    private final LongAdder framesIn = new LongAdder();
    private final LongAdder framesOut = new LongAdder();
    private final Counter limited;
    private final Counter overflows;

    SocketMeters(MeterRegistry registry) {
        this.registry = registry;
        FunctionCounter.builder("switchboard.socket.frames.in", framesIn, LongAdder::sum)
                .register(registry);
        FunctionCounter.builder("switchboard.socket.frames.out", framesOut, LongAdder::sum)
                .register(registry);
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

    public void overflow() {
        overflows.increment();
    }

    public void closed(int code) {
        registry.counter("switchboard.socket.closed", "code", Integer.toString(code))
                .increment();
    }

    public void limited() {
        limited.increment();
    }
}
