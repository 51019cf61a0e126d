package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.message.Ledger;

/// What happens to conversations between the bot and the people.
final class Queue {
    private Queue() {}

    /// For somebody to be asked.
    static boolean waits(Conversation held) {
        return held.lease().owner() == Owner.QUEUE
                && held.lease().agentId() == null
                && !held.desk().status().isClosed();
    }

    /// Somebody of the choice is asked, and nobody where it has found none; the owner stays the queue.
    static void ask(Conversation held, Choice choice, Author by, String reason, Ledger ledger, String trace) {
        Conversation next =
                held.reassigned(choice.user() == null ? null : choice.user().userId());
        String name = choice.user() == null ? null : choice.user().name();
        ledger.change(next, ConversationFacts.ownerChanged(next, name, by, reason, ledger.at()), trace);
    }
}
