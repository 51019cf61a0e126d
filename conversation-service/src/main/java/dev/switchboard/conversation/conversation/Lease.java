package dev.switchboard.conversation.conversation;

import dev.switchboard.common.contract.Owner;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may speak to the customer. Each change of owner raises the epoch, and what was proposed under an older one is
/// refused. While the bot owes an answer, `questionId` names the latest question and `botDueAt` when its time is over.
public record Lease(
        Owner owner,
        long epoch,
        @Nullable UUID agentId,
        @Nullable UUID questionId,
        @Nullable Instant botDueAt) {
    static Lease first(Owner owner) {
        return new Lease(owner, 1, null, null, null);
    }

    Lease passedTo(Owner next, @Nullable UUID agent) {
        return new Lease(next, epoch + 1, agent, null, null);
    }

    Lease reassigned(@Nullable UUID agent) {
        return new Lease(owner, epoch, agent, questionId, botDueAt);
    }

    /// The oldest unanswered question sets the time.
    Lease asked(UUID question, Instant due) {
        return owner == Owner.BOT
                ? new Lease(owner, epoch, agentId, question, botDueAt == null ? due : botDueAt)
                : this;
    }

    Lease settled() {
        return new Lease(owner, epoch, agentId, null, null);
    }

    /// Nobody has passed this conversation on since it began.
    boolean isFirst() {
        return epoch == 1;
    }
}
