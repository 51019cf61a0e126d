package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// A logged-in user on one connection, whatever its protocol. What it does is recorded by conversation-service, which
/// decides whether it may.
public final class Agent {
    private final Caller.Agent caller;
    private final Participants parts;

    public Agent(Caller.Agent caller, Participants parts) {
        this.caller = caller;
        this.parts = parts;
    }

    public Caller.Agent caller() {
        return caller;
    }

    /// @param note for colleagues only
    /// @param idempotencyKey with the same body it has one effect, however often it comes
    /// @return fails with a `Problem`
    public Mono<PostedMessage> post(UUID conversationId, String body, boolean note, String idempotencyKey) {
        return post(conversationId, body, note, List.of(), idempotencyKey);
    }

    /// @param fileIds what the agent has uploaded, and nothing holds yet
    public Mono<PostedMessage> post(
            UUID conversationId, String body, boolean note, List<UUID> fileIds, String idempotencyKey) {
        return parts.desk().post(caller, conversationId, body, note, fileIds, idempotencyKey);
    }

    /// The desk has read the conversation.
    ///
    /// @return fails with a `Problem`
    public Mono<Void> seen(UUID conversationId) {
        return parts.desk().seen(caller, conversationId);
    }

    /// Best effort: typing that is not told is not repeated. The caller has established that the conversation is one
    /// of the agent's account; readers drop what is told of another's.
    public void type(UUID conversationId, boolean typing) {
        Author author = Author.agent(caller.userId(), caller.name(), caller.number());
        parts.publisher()
                .publish(
                        new TypingChanged(
                                Ids.next(),
                                caller.accountId(),
                                conversationId,
                                parts.now(),
                                author,
                                typing,
                                null,
                                null),
                        _ -> {});
    }
}
