package dev.switchboard.gateway.socket;

import java.util.List;

/// Frames of one loop that go together. The sockets of a crowd get the same ones in the same turn, so that what was
/// laid together for one is there for the next: one write a socket, of bytes that all of them share.
final class Bundles {
    private List<Frame> last = List.of();
    private Frame bundle = Frame.text(new byte[0]);

    /// @param run at least one
    Frame of(List<Frame> run) {
        if (run.size() == 1) {
            return run.getFirst();
        }
        // a frame equals itself only
        if (!run.equals(last)) {
            bundle = Frame.together(run);
            last = run;
        }
        return bundle;
    }

    /// Holds nothing any longer.
    void clear() {
        last = List.of();
        bundle = Frame.text(new byte[0]);
    }
}
