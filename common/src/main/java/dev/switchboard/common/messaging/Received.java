package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Fact;

/// A fact as it came from its topic, with the trace of the work that told it.
///
/// @param trace W3C `traceparent`, to be handed on with every fact that follows from this one
public record Received<T extends Fact>(T fact, String trace) {}
