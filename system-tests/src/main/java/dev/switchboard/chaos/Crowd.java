package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Topics;
import dev.switchboard.visitor.ResilientVisitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Customers who write, and a second window of each that only listens.
public final class Crowd {
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final List<String> QUESTIONS = List.of(
            "How do I return an item?",
            "How long does shipping take?",
            "When do I get my refund?",
            "Which payment methods do you take?",
            "What are your opening hours?");

    private final Installation suite;
    private final String prefix = "crowd-" + UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger allowed = new AtomicInteger(Integer.MAX_VALUE);
    private final List<ResilientVisitor> speakers = new ArrayList<>();
    private final List<ResilientVisitor> watchers = new ArrayList<>();

    /// @param doors customers come through these in turn, and watch through the next one
    Crowd(Installation suite, List<Installation> doors, Load load) {
        this.suite = suite;
        for (int i = 0; i < load.customers(); i++) {
            String key = i % 4 == 0 ? "pk_demo_acme" : "pk_demo_globex";
            speakers.add(visitor(doors.get(i % doors.size()), key, i, load.pace(), allowed));
            watchers.add(visitor(doors.get((i + 1) % doors.size()), key, i, load.pace(), new AtomicInteger()));
        }
        all().forEach(Thread::startVirtualThread);
        Patience.await(
                "everybody is connected", Duration.ofMinutes(1), () -> all().allMatch(ResilientVisitor::isConnected));
    }

    private ResilientVisitor visitor(Installation door, String key, int number, Duration pace, AtomicInteger allowed) {
        return new ResilientVisitor(
                door, key, prefix + "-" + number, n -> QUESTIONS.get(n % QUESTIONS.size()), pace, allowed::get);
    }

    private Stream<ResilientVisitor> all() {
        return Stream.concat(speakers.stream(), watchers.stream());
    }

    List<ResilientVisitor.Said> said() {
        return speakers.stream().flatMap(speaker -> speaker.said().stream()).toList();
    }

    int acknowledged() {
        return speakers.stream().mapToInt(ResilientVisitor::acknowledged).sum();
    }

    int attempts() {
        return speakers.stream().mapToInt(ResilientVisitor::attempts).sum();
    }

    /// Connections that broke since a moment.
    long disconnects(long sinceNanos) {
        return all().flatMap(visitor -> visitor.gaps().stream())
                .filter(gap -> gap.fromNanos() >= sinceNanos)
                .count();
    }

    /// Connections whose end nobody told.
    int silences() {
        return all().mapToInt(ResilientVisitor::silences).sum();
    }

    /// How long each line that was said during an outage waited for its refusal.
    List<Double> refusalSeconds(Outage outage) {
        return speakers.stream()
                .flatMap(speaker -> speaker.refusals().stream())
                .filter(refusal ->
                        refusal.saidNanos() >= outage.beginNanos() && refusal.saidNanos() < outage.endNanos())
                .map(refusal -> refusal.nanos() / 1e9)
                .toList();
    }

    double longestGap() {
        return all().flatMap(visitor -> visitor.gaps().stream())
                .mapToDouble(ResilientVisitor.Gap::seconds)
                .max()
                .orElse(0);
    }

    /// What those who came back were told.
    List<Boolean> recoveries() {
        return all().flatMap(visitor -> visitor.recoveries().stream()).toList();
    }

    double longestSilence() {
        List<Long> moments = said().stream()
                .flatMap(line -> line.ackNanos().stream())
                .sorted()
                .toList();
        return IntStream.range(1, moments.size())
                .mapToDouble(i -> (moments.get(i) - moments.get(i - 1)) / 1e9)
                .max()
                .orElse(0);
    }

    List<String> sessions() {
        return speakers.stream().map(ResilientVisitor::name).toList();
    }

    /// One of Globex's, where no AI answers.
    String someConversation() {
        String session = speakers.get(1).name();
        return stored().stream()
                .filter(message -> message.session().equals(session))
                .map(Database.Stored::conversation)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(session + " has said nothing yet"));
    }

    List<Database.Stored> stored() {
        return new Database(suite).messagesOfSessions(prefix + "-");
    }

    /// Windows that have not shown everything.
    List<String> unshown() {
        return Ledger.unshown(all().toList(), stored());
    }

    /// Nobody begins another line; returns when all is acknowledged and seen, or when that takes too long. The ledger
    /// tells the difference.
    Ledger rest() {
        allowed.set(0);
        boolean _ = Patience.comes(SILENCE, () -> speakers.stream().allMatch(ResilientVisitor::isQuiet));
        long[] last = {-1, System.nanoTime()};
        boolean _ = Patience.comes(Duration.ofSeconds(45), () -> {
            Patience.rest(Duration.ofMillis(400));
            List<Database.Stored> stored = stored();
            if (stored.size() != last[0]) {
                last[0] = stored.size();
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > 3_000_000_000L
                    && Ledger.of(all().toList(), stored).unseen() == 0;
        });
        all().forEach(ResilientVisitor::stop);
        return Ledger.of(all().toList(), stored(), new Topics(suite).read("message.created"));
    }
}
