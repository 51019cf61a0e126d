package dev.switchboard.bench.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One of a thousand subscribers stops to read: what the others notice, and what it costs the gateway.
final class StalledListener {
    private static final int LISTENERS = 1_000;
    private static final int RATE = 50;
    /// The kernel keeps some 2.6 MB for a reader on the loopback network; the gateway's own buffer comes after it.
    private static final int BODY = 5_000;
    private static final int SMALL_BUFFER = 4096;

    private final Run run;
    private final List<Audience.Paced> without = new ArrayList<>();
    private final List<Audience.Paced> with = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();

    StalledListener(Run run) {
        this.run = run;
    }

    void play() {
        Duration length = Duration.ofSeconds(run.quick() ? 8 : 18);
        try (Audience audience = new Audience(run.gateway(), LISTENERS, BODY)) {
            note("warm-up", audience.paced(RATE, length));
            for (int i = 0; i < (run.quick() ? 1 : 3); i++) {
                without.add(note("without", audience.paced(RATE, length)));
                Audience.Guest guest = audience.invite(SMALL_BUFFER);
                guest.stall();
                with.add(note("with", audience.paced(RATE, length)));
                codes.add(guest.goOn());
            }
        }
        double before = median(without.stream().map(p -> p.p99() / 1e3).toList());
        double after = median(with.stream().map(p -> p.p99() / 1e3).toList());
        run.row(
                "p99 of %,d subscribers at %d messages/s, without and with one more that is stalled"
                        .formatted(LISTENERS, RATE),
                "≤ 1.2 ×",
                "%.1f ms and %.1f ms: %.2f ×; the stalled one was closed with %s",
                before,
                after,
                after / before,
                codes);
        run.row(
                "gateway's resident memory, the most in each run, with a stalled subscriber",
                "≤ + 5 MB",
                "%+.1f MB",
                median(with.stream().map(p -> p.mostResident() / 1048576.0).toList())
                        - median(without.stream()
                                .map(p -> p.mostResident() / 1048576.0)
                                .toList()));
    }

    private Audience.Paced note(String what, Audience.Paced paced) {
        run.progress(
                "%s a stalled subscriber: p50 %.1f ms, p99 %.1f ms, %,d KB resident at most",
                what, paced.p50() / 1e3, paced.p99() / 1e3, paced.mostResident() >> 10);
        return paced;
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
