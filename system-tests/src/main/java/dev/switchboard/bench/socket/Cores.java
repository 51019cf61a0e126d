package dev.switchboard.bench.socket;

import java.util.HashSet;
import java.util.Set;

/// Two cores for a while: the first for the server that is measured, the second for everything else.
final class Cores implements AutoCloseable {
    private static final String ALL = "0-" + (Runtime.getRuntime().availableProcessors() - 1);
    private static final String SERVER = "0";
    private static final String REST = "1";

    private final Set<Long> moved = new HashSet<>();
    private final Set<Long> rest = new HashSet<>();

    private Cores(Set<Long> rest) {
        this.rest.addAll(rest);
    }

    static Cores apart(Run run) {
        Set<Long> everybody = new HashSet<>(run.gateway().others());
        everybody.add(run.gateway().pid());
        everybody.add(run.node().pid());
        everybody.add(ProcessHandle.current().pid());
        return new Cores(everybody);
    }

    /// The first core is this server's alone, as far as this bench has a say.
    void give(Peer peer) {
        rest.forEach(pid -> pin(pid, pid == peer.pid() ? SERVER : REST));
        moved.addAll(rest);
    }

    private static void pin(long pid, String cores) {
        if (ProcessHandle.of(pid).isPresent()) {
            Commands.run("taskset", "-a", "-c", "-p", cores, Long.toString(pid));
        }
    }

    @Override
    public void close() {
        moved.forEach(pid -> pin(pid, ALL));
    }
}
