package dev.switchboard.emulators.hook;

import dev.switchboard.emulators.hook.Hooks.Call;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Calls that are kept back, for who wants to make them in an order and as often as it likes. What does not fit any
/// more is made at once.
@Component
class Held {
    private static final int MOST = 100_000;

    private final List<Call> calls = new ArrayList<>();
    private boolean holding;

    synchronized void hold(boolean now) {
        holding = now;
    }

    /// False where it is to be made.
    synchronized boolean keeps(Call call) {
        return holding && calls.size() < MOST && calls.add(call);
    }

    synchronized int count() {
        return calls.size();
    }

    synchronized List<Call> take() {
        List<Call> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }
}
