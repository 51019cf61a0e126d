package dev.switchboard.ai.answer;

import dev.switchboard.common.contract.ContextAssembled;
import java.util.UUID;

/// A question that a worker has taken.
///
/// @param id the event id of its outcome, the same in every attempt
/// @param attempt counted from 1; only the latest attempt may finish
record AnswerJob(UUID id, ContextAssembled context, String trace, int attempt) {}
