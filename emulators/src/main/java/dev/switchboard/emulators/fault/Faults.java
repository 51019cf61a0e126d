package dev.switchboard.emulators.fault;

import dev.switchboard.emulators.EmulatorSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The faults that are switched on, by provider. Each strikes a number of requests, then the provider is well again.
@Component
public class Faults {
    private record Armed(Fault fault, int times) {}

    private final EmulatorSettings settings;
    private final Map<String, Armed> armed = new ConcurrentHashMap<>();

    Faults(EmulatorSettings settings) {
        this.settings = settings;
    }

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

    /// Takes a message under the fault that is switched on for its provider.
    public <A> Mono<A> take(String provider, Reaction<A> reaction) {
        return switch (next(provider)) {
            case NONE -> Mono.fromSupplier(() -> reaction.accept(false));
            case UNDELIVERED -> Mono.fromSupplier(() -> reaction.accept(true));
            case TOO_MANY -> Mono.error(reaction.tooMany());
            case FAILS -> Mono.error(reaction.fails());
            case REFUSED -> Mono.error(reaction.refuses());
            case TIMEOUT -> Mono.delay(settings.hang()).then(Mono.error(reaction.fails()));
            case LOST_RESPONSE -> {
                A answer = reaction.accept(false);
                yield Mono.delay(settings.hang()).thenReturn(answer);
            }
        };
    }
}
