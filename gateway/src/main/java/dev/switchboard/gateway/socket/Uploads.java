package dev.switchboard.gateway.socket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/// The memory for messages that are larger than a frame may usually be, shared by all sockets. A message takes of it
/// as its bytes come, so that many short recordings and a few long ones fit; one that finds none left is refused.
public final class Uploads {
    private final UploadSettings settings;
    private final AtomicLong held = new AtomicLong();

    Uploads(UploadSettings settings, MeterRegistry registry) {
        this.settings = settings;
        Gauge.builder("switchboard.socket.upload", held, AtomicLong::get)
                .description("Memory that messages larger than a frame hold just now")
                .baseUnit("bytes")
                .register(registry);
    }

    long largest() {
        return settings.largest().toBytes();
    }

    Upload begin(long nanos) {
        return new Upload(this, nanos + settings.patience().toNanos());
    }

    boolean take(int bytes) {
        if (held.addAndGet(bytes) <= settings.memory().toBytes()) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        held.addAndGet(-bytes);
    }
}
