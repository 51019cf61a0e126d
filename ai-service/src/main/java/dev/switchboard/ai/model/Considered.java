package dev.switchboard.ai.model;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A decision and how it came about.
///
/// @param model who decided
/// @param generation null where no language model was asked, or none answered
public record Considered(
        Decision decision, String model, @Nullable Generation generation) {
    /// Without a model: the rules of the house.
    public static Considered by(String model, Decision decision) {
        return new Considered(decision, model, null);
    }

    public Considered with(UnaryOperator<Decision> change) {
        return new Considered(change.apply(decision), model, generation);
    }
}
