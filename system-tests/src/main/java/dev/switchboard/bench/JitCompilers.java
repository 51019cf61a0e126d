package dev.switchboard.bench;

import java.util.Locale;
import java.util.Set;

/// The JIT compilers of a suite, which compete with it for the same cores until they have done what matters.
///
/// @param processes the suite's
public record JitCompilers(Set<Long> processes, Table table) {
    /// Share of a core.
    private static final double AT_REST = 0.1;

    /// CPU time so far, in microseconds.
    public long micros() {
        return SystemFigures.compilerMicros(processes);
    }

    /// Whether they took hardly anything of a round of load, which is told as progress.
    ///
    /// @param before their CPU time at its begin, in microseconds
    /// @param seconds how long it was
    public boolean rested(long before, double seconds) {
        double share = (micros() - before) / (seconds * 1e6);
        table.progress(String.format(Locale.ROOT, "the JIT compilers took %.0f %% of a core", 100 * share));
        return share < AT_REST;
    }
}
