package dev.switchboard.system;

import dev.switchboard.visitor.ResilientVisitor;
import java.util.List;
import java.util.Locale;

/// How long acknowledgements took, repeats and outages included, and the longest silence between any two of them.
record Latencies(double p50, double p99, double longestSilence) {
    static Latencies of(List<ResilientVisitor> visitors) {
        List<Long> took = visitors.stream()
                .flatMap(visitor -> visitor.said().stream())
                .map(line -> line.ackNanos().getFirst() - line.saidNanos())
                .sorted()
                .toList();
        List<Long> moments = visitors.stream()
                .flatMap(visitor -> visitor.said().stream())
                .map(line -> line.ackNanos().getFirst())
                .sorted()
                .toList();
        long silence = 0;
        for (int i = 1; i < moments.size(); i++) {
            silence = Math.max(silence, moments.get(i) - moments.get(i - 1));
        }
        return new Latencies(took.get(took.size() / 2) / 1e6, took.get(took.size() * 99 / 100) / 1e6, silence / 1e9);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ack p50 %.0f ms, p99 %.0f ms, time_to_first_success after the worst fault %.1f s",
                p50,
                p99,
                longestSilence);
    }
}
