package dev.switchboard.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// What is counted of sockets.
public final class SocketMeters {
    private final MeterRegistry registry;
    private final MeterProvider<Counter> closed;
    private final LongAdder framesIn = new LongAdder();
    private final LongAdder framesOut = new LongAdder();
    private final Counter limited;
    private final Counter overflows;

    SocketMeters(MeterRegistry registry) {
        this.registry = registry;
        FunctionCounter.builder("switchboard.socket.frames.in", framesIn, LongAdder::sum)
                .description("Frames that came over sockets")
                .register(registry);
        FunctionCounter.builder("switchboard.socket.frames.out", framesOut, LongAdder::sum)
                .description("Frames that went over sockets")
                .register(registry);
        limited = Counter.builder("switchboard.socket.limited")
                .description("Frames over a socket's rate; each was refused")
                .register(registry);
        overflows = Counter.builder("switchboard.socket.overflows")
                .description("Sockets that were closed with 1012 because they read too slowly; their clients resume")
                .register(registry);
        closed = Counter.builder("switchboard.socket.closed")
                .description("Sockets that were closed from here, by close code")
                .withRegistry(registry);
        for (CloseCode code : CloseCode.values()) {
            closed.withTag("code", Integer.toString(code.code()));
        }
    }

    void open(Supplier<Number> count) {
        Gauge.builder("switchboard.socket.open", count)
                .description("Open sockets")
                .register(registry);
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
        closed.withTag("code", Integer.toString(code)).increment();
    }

    public void limited() {
        limited.increment();
    }
}
