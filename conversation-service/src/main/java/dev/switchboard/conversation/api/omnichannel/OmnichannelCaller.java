package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.identity.Caller;
import java.util.UUID;

/// Somebody who works on tickets: an agent, or a server on the business's behalf.
///
/// @param id whose idempotency keys they are
record OmnichannelCaller(UUID accountId, UUID id, Author author) {
    /// @throws dev.switchboard.common.problem.Problem for a viewer
    static OmnichannelCaller writing(Caller.Staff caller) {
        UUID accountId = caller.accountToChange();
        return switch (caller) {
            case Caller.Agent agent ->
                new OmnichannelCaller(
                        accountId, agent.userId(), Author.agent(agent.userId(), agent.name(), agent.number()));
            case Caller.Server server ->
                new OmnichannelCaller(accountId, server.keyId(), new Author(Author.Kind.AGENT, null, "API", null));
        };
    }
}
