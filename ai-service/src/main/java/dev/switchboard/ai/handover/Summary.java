package dev.switchboard.ai.handover;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the agent reads first: the customer's last messages, in the customer's own words.
public final class Summary {
    private static final int MESSAGES = 4;
    private static final int LONGEST = 300;

    private Summary() {}

    public static String of(List<Turn> history, String question) {
        List<String> said = Stream.concat(
                        history.stream()
                                .filter(turn -> turn.author() == Author.Kind.CUSTOMER)
                                .map(Turn::text),
                        Stream.of(question))
                .toList();
        return said.subList(Math.max(0, said.size() - MESSAGES), said.size()).stream()
                .map(Summary::line)
                .collect(Collectors.joining("\n", "The customer wrote:\n", ""));
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return "- " + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
    }
}
