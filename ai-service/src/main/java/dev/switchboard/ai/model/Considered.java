package dev.switchboard.ai.model;

import dev.switchboard.common.contract.Passage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A decision and how it came about.
///
/// @param passages what was at hand, best first
/// @param model who decided
/// @param generation null where no language model was asked, or none answered
public record Considered(
        Decision decision,
        List<Passage> passages,
        String model,
        @Nullable Generation generation) {
    /// Without a model: the rules of the house.
    public static Considered by(String model, List<Passage> passages, Decision decision) {
        return new Considered(decision, passages, model, null);
    }

    public Considered with(UnaryOperator<Decision> change) {
        return new Considered(change.apply(decision), passages, model, generation);
    }
}
