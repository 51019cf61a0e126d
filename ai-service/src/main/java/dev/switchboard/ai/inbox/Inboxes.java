package dev.switchboard.ai.inbox;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.KnownInboxes;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Where the built-in AI answers.
@Component
public class Inboxes extends KnownInboxes {
    Inboxes(Brokers brokers) {
        super(brokers, "ai-inboxes");
    }

    /// Whether the built-in AI answers there, and not an outside bot or nobody. An inbox that is not told yet is one
    /// whose owner the conversation names.
    public boolean isOurs(UUID inboxId) {
        AccountUpdated.Inbox inbox = named(inboxId);
        return inbox == null || inbox.responder() == AccountUpdated.Responder.AI;
    }
}
