package dev.switchboard.ai.model;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sums a dialogue up in its own sentences: how the customer began and what it said last, and between them those whose
/// words the others speak of most.
final class Extract {
    private static final int SENTENCES = 6;
    private static final int LONGEST = 300;
    /// A sentence of fewer words is a courtesy.
    private static final int WORDS = 3;

    private Extract() {}

    private record Line(Author.Kind author, String text, Set<String> stems) {
        String written() {
            String who = switch (author) {
                case CUSTOMER -> "Customer";
                case AGENT -> "Agent";
                case BOT -> "AI";
                case SYSTEM -> "System";
            };
            return "- " + who + ": " + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
        }
    }

    /// @param turns oldest first
    static String of(List<Turn> turns) {
        List<Line> lines = lines(turns);
        Map<String, Integer> spoken = new HashMap<>();
        lines.forEach(line -> line.stems().forEach(stem -> spoken.merge(stem, 1, Integer::sum)));
        Set<Integer> chosen = new TreeSet<>();
        List<Integer> customers = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).author() == Author.Kind.CUSTOMER)
                .boxed()
                .toList();
        if (!customers.isEmpty()) {
            chosen.add(customers.getFirst());
            chosen.add(customers.getLast());
        }
        List<Integer> heaviest = IntStream.range(0, lines.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -weight(lines.get(i), spoken)))
                .toList();
        for (int i = 0; i < heaviest.size() && chosen.size() < SENTENCES; i++) {
            chosen.add(heaviest.get(i));
        }
        return chosen.stream().map(i -> lines.get(i).written()).collect(Collectors.joining("\n"));
    }

    private static List<Line> lines(List<Turn> turns) {
        List<Line> all = new ArrayList<>();
        for (Turn turn : turns) {
            for (String sentence : Sentences.split(turn.text())) {
                String text = sentence.replaceAll("\\s+", " ").strip();
                if (!text.isEmpty()) {
                    all.add(new Line(turn.author(), text, Sentences.stems(text)));
                }
            }
        }
        List<Line> telling =
                all.stream().filter(line -> line.stems().size() >= WORDS).toList();
        return telling.isEmpty() ? all : telling;
    }

    /// How much the rest of the dialogue speaks of the same, for its length; a number is mostly an order, a date or a
    /// price.
    private static double weight(Line line, Map<String, Integer> spoken) {
        double shared = line.stems().stream()
                .mapToDouble(stem -> Math.log(spoken.getOrDefault(stem, 1)))
                .sum();
        double numbers = line.text().chars().anyMatch(Character::isDigit) ? 1 : 0;
        return (shared + numbers) / Math.sqrt(Math.max(1, line.stems().size()));
    }
}
