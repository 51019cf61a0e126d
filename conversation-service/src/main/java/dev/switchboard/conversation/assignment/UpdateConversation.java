package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.desk.Details;
import dev.switchboard.conversation.desk.NoteDetails;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.message.TakeOver;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// The desk changes a conversation: who has it, and where it stands.
@Service
public class UpdateConversation {
    private final Conversations conversations;
    private final Directory directory;
    private final NoteDetails noteDetails;
    private final Ledgers ledgers;
    private final Assignments assignments;
    private final WaitingConversations waiting;
    private final Clock clock;

    UpdateConversation(
            Conversations conversations,
            Directory directory,
            NoteDetails noteDetails,
            Ledgers ledgers,
            Assignments assignments,
            WaitingConversations waiting,
            Clock clock) {
        this.conversations = conversations;
        this.directory = directory;
        this.noteDetails = noteDetails;
        this.ledgers = ledgers;
        this.assignments = assignments;
        this.waiting = waiting;
        this.clock = clock;
    }

    /// What is to change; null leaves it.
    ///
    /// @param priority from the present one, because a dialect may know fewer than there are
    public record Change(
            @Nullable Status status,
            @Nullable UnaryOperator<Priority> priority,
            @Nullable Boolean read,
            @Nullable Assignee assignee,
            Details details) {
        public Change(
                @Nullable Status status,
                @Nullable UnaryOperator<Priority> priority,
                @Nullable Boolean read,
                @Nullable Assignee assignee) {
            this(status, priority, read, assignee, Details.NONE);
        }

        public static Change of(Details details) {
            return new Change(null, null, null, null, details);
        }

        /// Nothing is asked for.
        public boolean isEmpty() {
            return status == null && priority == null && read == null && assignee == null && details.isEmpty();
        }
    }

    /// @param number the agent's, or null for nobody
    public record Assignee(@Nullable Integer number) {}

    @Transactional
    public Mono<Conversation> update(UUID accountId, UUID conversationId, Author by, Change change) {
        return update(accountId, conversationId, by, change, null);
    }

    /// @param version the conversation's as the desk saw it; null changes whatever it has become since
    @Transactional
    public Mono<Conversation> update(
            UUID accountId, UUID conversationId, Author by, Change change, @Nullable Long version) {
        return conversations
                .lock(accountId, conversationId)
                .switchIfEmpty(Mono.error(Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .map(held -> version == null ? held : held.at(version))
                .flatMap(held -> Mono.deferContextual(context -> {
                    Ledger ledger = new Ledger(clock.instant());
                    ledger.hold(held);
                    String trace = Trace.header(context);
                    apply(change, by, ledger, held.id(), trace);
                    return noteDetails
                            .note(change.details(), ledger, held.id(), by, trace)
                            .then(Mono.defer(() -> ledgers.write(ledger)))
                            .then(Mono.defer(() -> conclude(held, by, ledger)))
                            .then(Mono.fromSupplier(() -> ledger.conversation(held.id())));
                }));
    }

    /// What follows once the ledger is written: the decision is kept, and an agent who is free again is offered what
    /// waits.
    public Mono<Void> conclude(Conversation before, Author by, Ledger ledger) {
        Conversation after = ledger.conversation(before.id());
        UUID agent = after.lease().agentId();
        boolean passed = !Objects.equals(agent, before.lease().agentId())
                || after.lease().epoch() != before.lease().epoch();
        boolean freed = before.lease().agentId() != null
                && (agent == null
                        || (!before.desk().status().isClosed()
                                && after.desk().status().isClosed()));
        Mono<Void> kept = passed ? assignments.decided(List.of(byHand(after, by, ledger))) : Mono.empty();
        return freed ? kept.then(waiting.wake(after.accountId(), ledger.at())) : kept;
    }

    private static AssignmentDecision byHand(Conversation after, Author by, Ledger ledger) {
        UUID agent = after.lease().agentId();
        String name = by.name() == null ? "the desk" : by.name();
        return new AssignmentDecision(
                after.accountId(),
                after.id(),
                after.lease().epoch(),
                AssignmentPolicy.MANUAL.text(),
                List.of(),
                agent,
                (agent == null ? "unassigned by " : "assigned by ") + name,
                ledger.at());
    }

    /// To a conversation that the ledger holds.
    public void apply(Change change, Author by, Ledger ledger, UUID id, String trace) {
        if (change.assignee() != null) {
            assign(change.assignee(), by, ledger, ledger.conversation(id), trace);
        }
        boolean sleeps = change.details().snoozedUntil() != null;
        if (sleeps && change.status() != null && change.status() != Status.SNOOZED) {
            throw Problem.field("snoozed_until", "goes with the status snoozed only");
        }
        if (!sleeps && change.status() != null && ledger.conversation(id).wantsStatus(change.status())) {
            Conversation next = ledger.conversation(id).status(change.status(), ledger.at());
            ledger.change(next, ConversationFacts.statusChanged(next, by, ledger.at()), trace);
        }
        if (change.priority() != null) {
            Priority present = ledger.conversation(id).desk().priority();
            Priority wanted = change.priority().apply(present);
            if (wanted != present) {
                Conversation next = ledger.conversation(id).priority(wanted);
                ledger.change(next, ConversationFacts.priorityChanged(next, by, ledger.at()), trace);
            }
        }
        if (change.read() != null) {
            if (change.read()) {
                ledger.seenByDesk(id, by, trace);
            } else {
                ledger.read(id, false, by, trace);
            }
        }
    }

    /// Whoever is assigned owns the conversation; without an assignee it waits in the queue.
    private void assign(Assignee assignee, Author by, Ledger ledger, Conversation held, String trace) {
        if (assignee.number() == null) {
            release(by, ledger, held, trace);
            return;
        }
        User user = directory
                .user(held.accountId(), assignee.number())
                .filter(User::active)
                .orElseThrow(() -> Problem.field("assignee_id", "does not exist"));
        if (held.lease().owner() != Owner.AGENT) {
            Author agent = Author.agent(user.userId(), user.name(), user.number());
            TakeOver.of(held, agent, by, "Assigned by the desk", ledger, trace);
        } else if (!user.userId().equals(held.lease().agentId())) {
            Conversation next = held.reassigned(user.userId());
            ledger.change(
                    next,
                    ConversationFacts.ownerChanged(next, user.name(), by, "Assigned by the desk", ledger.at()),
                    trace);
        }
    }

    private void release(Author by, Ledger ledger, Conversation held, String trace) {
        Conversation next = switch (held.lease().owner()) {
            case AGENT -> held.queued(null);
            case QUEUE -> held.lease().agentId() == null ? held : held.reassigned(null);
            case BOT -> held;
        };
        if (next != held) {
            ledger.change(
                    next, ConversationFacts.ownerChanged(next, null, by, "Unassigned by the desk", ledger.at()), trace);
        }
    }
}
