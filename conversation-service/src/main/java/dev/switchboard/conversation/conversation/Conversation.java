package dev.switchboard.conversation.conversation;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation with a customer at an address, which is a ticket too. Every act counts `version` up by one, so that
/// each act is told by exactly one fact.
///
/// @param live whether the address leads here; an address without threads moves on after a long silence
public record Conversation(
        UUID accountId,
        UUID id,
        long number,
        Address address,
        UUID customerId,
        @Nullable String subject,
        boolean live,
        Instant createdAt,
        Lease lease,
        Progress progress,
        Desk desk) {
    public static Conversation begin(
            UUID accountId, UUID id, long number, Address address, UUID customerId, Owner owner, Instant at) {
        return new Conversation(
                accountId,
                id,
                number,
                address,
                customerId,
                null,
                true,
                at,
                Lease.first(owner),
                Progress.begin(at).changed(),
                Desk.fresh());
    }

    /// A message takes the next place.
    public Conversation recorded(Instant at) {
        return with(lease, progress.recorded(at), desk);
    }

    /// The bot owes an answer to this message by `due`.
    public Conversation asked(UUID messageId, Instant due) {
        return with(lease.asked(messageId, due), progress, desk);
    }

    /// What this message says is known now, and the bot owes an answer to it by `due` if it owes none at all.
    public Conversation understood(UUID messageId, Instant due) {
        return lease.questionId() == null ? asked(messageId, due) : this;
    }

    public boolean wantsStatus(Status status) {
        return desk.status() != status;
    }

    public Conversation status(Status status, Instant at) {
        Lease next = status.isClosed() ? lease.settled() : lease;
        return with(next, progress.changed(), desk.status(status, at));
    }

    public Conversation priority(Priority priority) {
        return with(lease, progress.changed(), desk.priority(priority));
    }

    /// Whether the customer's message brings the conversation back to the desk.
    public boolean sleeps() {
        return desk.status() != Status.NEW && desk.status() != Status.OPEN;
    }

    /// The bot may be relieved once under each of its epochs; a customer may also call into a queue that nobody was
    /// called to yet.
    public boolean mayBeHandedOver(Author.Kind by, @Nullable Long epoch) {
        if (epoch != null && epoch != lease.epoch()) {
            return false;
        }
        return switch (lease.owner()) {
            case BOT -> by == Author.Kind.CUSTOMER || !desk.status().isClosed();
            case QUEUE -> by == Author.Kind.CUSTOMER && lease.isFirst() && lease.agentId() == null;
            case AGENT -> false;
        };
    }

    public Conversation queued(@Nullable UUID agentId) {
        return with(lease.passedTo(Owner.QUEUE, agentId), progress.changed(), desk);
    }

    public Conversation takenOver(@Nullable UUID agentId) {
        return with(lease.passedTo(Owner.AGENT, agentId), progress.changed(), desk);
    }

    /// Another agent, the same owner.
    public Conversation reassigned(@Nullable UUID agentId) {
        return with(lease.reassigned(agentId), progress.changed(), desk);
    }

    public Conversation handedBack() {
        return with(lease.passedTo(Owner.BOT, null), progress.changed(), desk);
    }

    public Conversation seenByCustomer(long seq) {
        return with(lease, progress.seenByCustomer(seq), desk);
    }

    public Conversation seenByDesk() {
        return with(lease, progress.seenByDesk(progress.lastSeq()), desk);
    }

    /// Whether the desk is done with it for now.
    public Conversation read(boolean now) {
        return with(lease, progress.changed(), desk.read(now));
    }

    /// Sleeps until a moment, or until its customer writes.
    public Conversation snoozed(Instant until, Instant at) {
        return with(lease, progress.changed(), desk.status(Status.SNOOZED, at).snoozedUntil(until));
    }

    public boolean isArchived() {
        return desk.archivedAt() != null;
    }

    /// Out of the lists until its customer writes again; its status stays.
    public Conversation archived(Instant at) {
        return with(lease, progress.changed(), desk.archived(at));
    }

    public Conversation unarchived() {
        return with(lease, progress.changed(), desk.archived(null));
    }

    public Conversation about(@Nullable String nextSubject) {
        return with(nextSubject, lease, progress.changed(), desk);
    }

    /// @throws Problem where somebody was faster than whoever has seen `expected`
    public Conversation at(long expected) {
        if (progress.version() != expected) {
            throw Problem.of(
                            ProblemCode.CONFLICT,
                            "The conversation is at version " + progress.version() + " and not at " + expected
                                    + "; its owner is: " + lease.owner().name().toLowerCase(Locale.ROOT))
                    .advise("Read it again, and repeat what is still wanted.");
        }
        return this;
    }

    /// Something else about it changed, as a message's text or delivery.
    public Conversation touched() {
        return with(lease, progress.changed(), desk);
    }

    /// Closed so long ago that the address, which has no threads, begins another conversation.
    public boolean isPast(Duration reopenWindow, Instant now) {
        Instant closed = desk.closedAt();
        return address.thread() == null
                && closed != null
                && closed.plus(reopenWindow).isBefore(now);
    }

    public Conversation retired() {
        return new Conversation(
                accountId, id, number, address, customerId, subject, false, createdAt, lease, progress, desk);
    }

    private Conversation with(Lease nextLease, Progress nextProgress, Desk nextDesk) {
        return with(subject, nextLease, nextProgress, nextDesk);
    }

    private Conversation with(@Nullable String nextSubject, Lease nextLease, Progress nextProgress, Desk nextDesk) {
        return new Conversation(
                accountId,
                id,
                number,
                address,
                customerId,
                nextSubject,
                live,
                createdAt,
                nextLease,
                nextProgress,
                nextDesk);
    }
}
