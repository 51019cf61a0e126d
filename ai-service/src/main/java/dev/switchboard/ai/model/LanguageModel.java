package dev.switchboard.ai.model;

import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/// A language model behind somebody's API. Each call has a time limit and bounded retries; a failure is a
/// `ModelUnavailable`.
interface LanguageModel {
    String name();

    /// @param soFar told of all that is written, each time there is more; never where the endpoint does not stream, and
    /// from the beginning again where the call is made again
    Mono<Completion> complete(Prompt prompt, Consumer<String> soFar);

    default Mono<Completion> complete(Prompt prompt) {
        return complete(prompt, _ -> {});
    }
}
