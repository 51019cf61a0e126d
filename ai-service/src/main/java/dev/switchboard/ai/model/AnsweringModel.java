package dev.switchboard.ai.model;

import dev.switchboard.common.contract.ContextAssembled;
import reactor.core.publisher.Mono;

/// Decides on a question from what is in its context and from nothing else. A failure is an error of the `Mono`; the
/// question is then tried again, and at last handed over.
public interface AnsweringModel {
    Mono<Considered> decide(ContextAssembled context);
}
