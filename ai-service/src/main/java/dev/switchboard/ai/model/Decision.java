package dev.switchboard.ai.model;

import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes of a question: the bot answers it, or a person is to.
public sealed interface Decision {
    /// @param sources the evidence; empty for courtesies only
    /// @param confidence calibrated, 0 to 1
    record Reply(
            String text, List<Source> sources, @Nullable String intent, double confidence) implements Decision {}

    /// @param detail the reason in a sentence for the agent
    record HandOver(HandoverRequested.Reason reason, String detail, double confidence) implements Decision {}
}
