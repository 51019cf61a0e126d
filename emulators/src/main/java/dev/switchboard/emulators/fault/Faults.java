package dev.switchboard.emulators.fault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The faults that are switched on, by provider. Each strikes a number of requests, then the provider is well again.
@Component
public class Faults {
    private record Armed(Fault fault, int times) {}

    private final Map<String, Armed> armed = new ConcurrentHashMap<>();

    void arm(String provider, Fault fault, int times) {
        armed.put(provider, new Armed(fault, times));
    }

    /// The fault that strikes this request.
    public Fault next(String provider) {
        Fault[] struck = {Fault.NONE};
        armed.computeIfPresent(provider, (_, now) -> {
            struck[0] = now.fault();
            return now.times() > 1 ? new Armed(now.fault(), now.times() - 1) : null;
        });
        return struck[0];
    }
}
