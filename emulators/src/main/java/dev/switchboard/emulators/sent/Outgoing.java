package dev.switchboard.emulators.sent;

import dev.switchboard.emulators.EmulatorSettings;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Remembers what the providers took, newest last. When it is full the oldest is forgotten.
@Component
public class Outgoing {
    private final int kept;
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();

    Outgoing(EmulatorSettings settings) {
        this.kept = settings.kept();
    }

    public synchronized void add(Sent message) {
        if (sent.size() == kept) {
            sent.removeFirst();
        }
        sent.addLast(message);
    }

    synchronized List<Sent> of(@Nullable String provider) {
        return sent.stream()
                .filter(message -> provider == null || message.provider().equals(provider))
                .toList();
    }

    synchronized void clear() {
        sent.clear();
    }
}
