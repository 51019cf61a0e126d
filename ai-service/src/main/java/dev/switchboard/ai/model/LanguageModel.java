package dev.switchboard.ai.model;

import reactor.core.publisher.Mono;

/// A language model behind somebody's API. Each call has a time limit and bounded retries; a failure is a
/// `ModelUnavailable`.
interface LanguageModel {
    String name();

    Mono<Completion> complete(Prompt prompt);
}
