package dev.switchboard.ai.model;

import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/// Decides on a question from what is in its context and from nothing else. A failure is an error of the `Mono`; the
/// question is then tried again, and at last handed over.
public interface AnsweringModel {
    /// @param soFar told of the supported sentences while the answer is being written, all of them each time
    Mono<Considered> decide(Asked asked, Consumer<String> soFar);
}
