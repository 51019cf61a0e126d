package dev.switchboard.admin.analytics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The figures of one group of conversations, made of its cells.
final class Figures {
    private long conversations;
    private long aiResolved;
    private final Map<String, Long> handovers = new TreeMap<>();
    private final Map<Measure, Histogram> times = new EnumMap<>(Measure.class);
    private final Map<Integer, Long> ratings = new TreeMap<>();
    private final Map<String, Intent> intents = new TreeMap<>();

    /// @param resolved how many of them the AI resolved
    record Intent(String name, long count, long resolved) {}

    static Map<String, Figures> of(List<Cells.Sum> sums) {
        Map<String, Figures> groups = new TreeMap<>();
        sums.forEach(
                sum -> groups.computeIfAbsent(sum.key(), _ -> new Figures()).add(sum));
        return groups;
    }

    private void add(Cells.Sum sum) {
        Measure measure = Measure.of(sum.measure());
        switch (measure) {
            case CONVERSATIONS -> conversations += sum.n();
            case AI_RESOLVED -> aiResolved += sum.n();
            case HANDOVERS -> handovers.merge(sum.bucket(), sum.n(), Long::sum);
            case FIRST_RESPONSE, AGENT_RESPONSE, RESOLUTION ->
                times.computeIfAbsent(measure, _ -> new Histogram())
                        .add(Integer.parseInt(sum.bucket()), sum.n(), sum.total());
            case RATING -> ratings.merge(Integer.parseInt(sum.bucket()), sum.n(), Long::sum);
            case INTENT -> intents.put(sum.bucket(), new Intent(sum.bucket(), sum.n(), sum.total()));
        }
    }

    long conversations() {
        return conversations;
    }

    long aiResolved() {
        return aiResolved;
    }

    long handedOver() {
        return handovers.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> handovers() {
        return handovers;
    }

    Histogram time(Measure measure) {
        return times.getOrDefault(measure, new Histogram());
    }

    long rated() {
        return ratings.values().stream().mapToLong(Long::longValue).sum();
    }

    long rated(int score) {
        return ratings.getOrDefault(score, 0L);
    }

    /// 1 to 5, 0 without any.
    double averageRating() {
        long sum = ratings.entrySet().stream()
                .mapToLong(rating -> rating.getKey() * rating.getValue())
                .sum();
        return rated() == 0 ? 0 : Math.round(100.0 * sum / rated()) / 100.0;
    }

    /// The most frequent first.
    List<Intent> intents() {
        return intents.values().stream()
                .sorted((a, b) ->
                        a.count() == b.count() ? a.name().compareTo(b.name()) : Long.compare(b.count(), a.count()))
                .toList();
    }
}
