package dev.switchboard.ai.model;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import java.util.List;
import java.util.stream.Collectors;

/// Turns as a model reads them.
final class Dialogue {
    private Dialogue() {}

    /// A line for each turn.
    static String written(List<Turn> turns) {
        return turns.stream()
                .map(turn -> (turn.author() == Author.Kind.CUSTOMER ? "Customer: " : "Company: ")
                        + turn.text().replace('\n', ' '))
                .collect(Collectors.joining("\n"));
    }
}
