package dev.switchboard.chaos;

import dev.switchboard.visitor.ResilientVisitor.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How acknowledgements behaved round the outages, in milliseconds and seconds.
///
/// @param p99Before of the time before the first fault
/// @param p99After of lines that were said after the last one had been drained
/// @param firstSuccess the worst outage's time from its end to the first acknowledgement of a line that was said after
///     its begin
/// @param drain the worst outage's time from its end to the first of two seconds in a row whose lines, and all lines
///     before them, were acknowledged as fast as before (the 9th of ten within the p99 before, at least 250 ms)
record Times(double p50Before, double p99Before, double p99After, List<Double> firstSuccesses, List<Double> drains) {
    private static final long SECOND = 1_000_000_000L;
    private static final double LEAST = 250;
    private static final int LONGEST = 180;

    static Times of(List<Said> lines, List<Outage> outages) {
        List<Said> acknowledged = lines.stream().filter(Said::isAcknowledged).toList();
        long first = outages.stream().mapToLong(Outage::beginNanos).min().orElse(Long.MAX_VALUE);
        long last = outages.stream().mapToLong(Outage::endNanos).max().orElse(Long.MIN_VALUE);
        List<Double> before = took(acknowledged.stream()
                .filter(line -> line.ackNanos().getFirst() < first)
                .toList());
        double limit = Math.max(LEAST, percentile(before, 0.99));
        List<Double> successes = new ArrayList<>();
        List<Double> drains = new ArrayList<>();
        for (Outage outage : outages) {
            successes.add(acknowledged.stream()
                    .filter(line -> line.saidNanos() >= outage.beginNanos())
                    .mapToLong(line -> line.ackNanos().getFirst())
                    .filter(moment -> moment >= outage.endNanos())
                    .mapToObj(moment -> (moment - outage.endNanos()) / 1e9)
                    .min(Double::compare)
                    .orElse(Double.POSITIVE_INFINITY));
            drains.add(drain(acknowledged, outage.endNanos(), limit));
        }
        long drained = last + (long) (Math.min(worst(drains), LONGEST) * SECOND);
        return new Times(
                percentile(before, 0.5),
                percentile(before, 0.99),
                percentile(
                        took(acknowledged.stream()
                                .filter(line -> line.saidNanos() >= drained)
                                .toList()),
                        0.99),
                successes,
                drains);
    }

    /// How long the acknowledgement of lines took that were said during an outage.
    static String within(List<Said> lines, Outage outage) {
        List<Double> took = took(lines.stream()
                .filter(Said::isAcknowledged)
                .filter(line -> line.saidNanos() >= outage.beginNanos() && line.saidNanos() < outage.endNanos())
                .toList());
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms, p99 %.0f ms of %d lines",
                percentile(took, 0.5),
                percentile(took, 0.99),
                took.size());
    }

    private static double drain(List<Said> lines, long end, double limit) {
        for (int second = 0; second < LONGEST; second++) {
            long from = end + second * SECOND;
            List<Said> now = lines.stream()
                    .filter(line -> line.saidNanos() >= from && line.saidNanos() < from + 2 * SECOND)
                    .toList();
            boolean behind = lines.stream()
                    .anyMatch(line -> line.saidNanos() < from && line.ackNanos().getFirst() > from + SECOND);
            if (!now.isEmpty() && !behind && percentile(took(now), 0.9) <= limit) {
                return second;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static List<Double> took(List<Said> lines) {
        return lines.stream()
                .map(line -> (line.ackNanos().getFirst() - line.saidNanos()) / 1e6)
                .sorted()
                .toList();
    }

    private static double percentile(List<Double> sorted, double part) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
    }

    private static double worst(List<Double> seconds) {
        return seconds.stream().max(Double::compare).orElse(0.0);
    }

    double firstSuccess() {
        return worst(firstSuccesses);
    }

    double drain() {
        return worst(drains);
    }

    String latencies() {
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms and p99 %.0f ms before, p99 %.0f ms after it was drained",
                p50Before,
                p99Before,
                p99After);
    }
}
