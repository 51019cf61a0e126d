package dev.switchboard.common.secret;

import reactor.core.publisher.Mono;

/// What a service does once its secrets are under the current master key: whoever has told them tells them again.
@FunctionalInterface
public interface AfterRewrap {
    /// Completes when others have heard it.
    Mono<Void> tell();
}
