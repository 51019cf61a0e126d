package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Status;

/// A person of the desk takes a conversation: whoever owned it before is silent from now on.
public final class TakeOver {
    private TakeOver() {}

    /// The agent speaks; does nothing where a person owns the conversation already.
    public static void by(Author agent, Ledger ledger, Conversation held, String trace) {
        of(held, agent, agent, "A person took the conversation", ledger, trace);
    }

    /// Somebody gives it to the agent; does nothing where a person owns it already.
    public static void of(Conversation held, Author agent, Author by, String reason, Ledger ledger, String trace) {
        if (held.lease().owner() == Owner.AGENT) {
            return;
        }
        if (held.lease().owner() == Owner.BOT) {
            ledger.tell(request(reason, ledger, held), trace);
        }
        Conversation taken = held.takenOver(agent.id());
        ledger.change(taken, ConversationFacts.ownerChanged(taken, agent.name(), by, reason, ledger.at()), trace);
        open(by, ledger, taken, trace);
    }

    /// What a person deals with is open.
    public static void open(Author by, Ledger ledger, Conversation held, String trace) {
        if (held.wantsStatus(Status.OPEN)) {
            Conversation open = held.status(Status.OPEN, ledger.at());
            ledger.change(open, ConversationFacts.statusChanged(open, by, ledger.at()), trace);
        }
    }

    private static HandoverRequested request(String reason, Ledger ledger, Conversation held) {
        return new HandoverRequested(
                Ids.next(),
                held.accountId(),
                held.id(),
                ledger.at(),
                Author.Kind.AGENT,
                Reason.AGENT_TOOK_OVER,
                reason,
                null,
                held.lease().questionId(),
                held.lease().epoch());
    }
}
