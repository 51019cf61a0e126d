package dev.switchboard.ai.session;

import dev.switchboard.common.contract.Address;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// A synchronous call that waits for what becomes of its message.
final class Call {
    /// What identifies the message before it has an id.
    record Key(UUID accountId, Address address, String deduplicationKey) {}

    private final Key key;
    private final Sinks.Many<Heard> heard = Sinks.many().replay().limit(4);
    private volatile @Nullable UUID questionId;
    private volatile @Nullable UUID conversationId;

    Call(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    void recorded(UUID questionId, UUID conversationId) {
        this.questionId = questionId;
        this.conversationId = conversationId;
    }

    @Nullable
    UUID questionId() {
        return questionId;
    }

    @Nullable
    UUID conversationId() {
        return conversationId;
    }

    /// Called by one thread, the reader's.
    void hear(Heard fact) {
        Sinks.EmitResult _ = heard.tryEmitNext(fact);
    }

    Flux<Heard> heard() {
        return heard.asFlux();
    }
}
