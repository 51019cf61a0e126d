package dev.switchboard.ai.model;

import dev.switchboard.common.contract.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an agent might reply.
///
/// @param text null where no passage has to do with the question
/// @param detail why there is none, or why it is to be read with care; null where it would have been sent as it is
/// @param confidence calibrated, 0 to 1
/// @param model who suggests it
/// @param generation null where no language model was asked, or none answered
public record Suggestion(
        @Nullable String text,
        @Nullable String detail,
        List<Source> sources,
        double confidence,
        String model,
        @Nullable Generation generation) {}
