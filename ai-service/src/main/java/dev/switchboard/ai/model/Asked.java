package dev.switchboard.ai.model;

import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.ContextSupplied;
import dev.switchboard.common.contract.Passage;
import java.util.List;
import java.util.UUID;

/// A question, and all that it may be answered from.
///
/// @param history what was said before, oldest first
/// @param passages best first
public record Asked(UUID accountId, String question, List<Turn> history, List<Passage> passages) {
    public static Asked of(ContextAssembled context) {
        return new Asked(context.accountId(), context.question(), context.history(), context.passages());
    }

    public static Asked of(ContextSupplied context) {
        return new Asked(context.accountId(), context.question(), context.history(), context.passages());
    }

    /// The passages that have anything to do with the question.
    ///
    /// @param evidence the relevance from which one does
    List<Passage> evidence(double evidence) {
        return passages.stream()
                .filter(passage -> passage.source().relevance() >= evidence)
                .toList();
    }
}
