package dev.switchboard.bench.socket;

import dev.switchboard.bench.socket.Crowd.Memory;

/// What a socket costs that is open and silent: the slope of the server's resident memory, garbage collected first.
final class IdleMemory {
    private final Run run;

    IdleMemory(Run run) {
        this.run = run;
    }

    void play() {
        int few = run.quick() ? 500 : 2_000;
        int many = run.quick() ? 2_000 : 10_000;
        for (Peer peer : new Peer[] {run.gateway(), run.node()}) {
            // what the first sockets load and allocate once is not theirs
            try (Crowd warm = new Crowd(peer)) {
                warm.growTo(few);
            }
            try (Crowd crowd = new Crowd(peer)) {
                crowd.growTo(few);
                Memory before = crowd.settledMemory();
                crowd.growTo(many);
                Memory after = crowd.settledMemory();
                run.progress(
                        "%s: %,d KB resident, %,d KB needed with %,d sockets; %,d KB, %,d KB with %,d",
                        peer.name(),
                        before.use().resident() >> 10,
                        before.use().needed() >> 10,
                        few,
                        after.use().resident() >> 10,
                        after.use().needed() >> 10,
                        many);
                boolean ours = peer == run.gateway();
                run.row(
                        "memory per idle socket, %s, from %,d to %,d".formatted(peer.name(), few, many),
                        ours ? "≤ 8 KB" : "",
                        ours
                                ? "%.1f KB resident; %.1f KB with the heap counted by what lives in it"
                                : "%.1f KB resident",
                        after.residentPerSocket(before) / 1024,
                        after.neededPerSocket(before) / 1024);
            }
        }
    }
}
