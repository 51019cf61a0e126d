package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.conversation.assignment.AssignTeam;
import dev.switchboard.conversation.assignment.Assignments;
import dev.switchboard.conversation.assignment.HandOver;
import dev.switchboard.conversation.assignment.UpdateConversation;
import dev.switchboard.conversation.assignment.UpdateConversation.Assignee;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.message.Draft;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.TakeOver;
import dev.switchboard.conversation.tag.TagChange;
import dev.switchboard.conversation.tag.TagConversation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Does an action to a conversation that the ledger holds and the transaction has locked.
@Component
class ActOnConversation {
    private final UpdateConversation updateConversation;
    private final AssignTeam assignTeam;
    private final TagConversation tagConversation;
    private final Assignments assignments;
    private final HandOver handOver;
    private final Ledgers ledgers;

    ActOnConversation(
            UpdateConversation updateConversation,
            AssignTeam assignTeam,
            TagConversation tagConversation,
            Assignments assignments,
            HandOver handOver,
            Ledgers ledgers) {
        this.updateConversation = updateConversation;
        this.assignTeam = assignTeam;
        this.tagConversation = tagConversation;
        this.assignments = assignments;
        this.handOver = handOver;
        this.ledgers = ledgers;
    }

    /// Who acts: an agent with a macro, or a rule.
    ///
    /// @param cause what messages of the act say in their metadata
    record Actor(Author by, Map<String, String> cause, String trace) {}

    /// @return an error naming what is wrong, before anything is changed
    Mono<Void> act(Action action, UUID conversation, Ledger ledger, Actor actor) {
        return switch (action.kind()) {
            case ASSIGN_AGENT -> {
                Assignee agent = new Assignee(Integer.valueOf(action.value()));
                yield update(new Change(null, null, null, agent), conversation, ledger, actor);
            }
            case ASSIGN_TEAM ->
                assignTeam.give(conversation, UUID.fromString(action.value()), actor.by(), ledger, actor.trace());
            case SET_PRIORITY -> {
                Priority priority = Priority.valueOf(action.value().toUpperCase(Locale.ROOT));
                yield update(new Change(null, _ -> priority, null, null), conversation, ledger, actor);
            }
            case SET_STATUS -> {
                Status status = Status.valueOf(action.value().toUpperCase(Locale.ROOT));
                yield update(new Change(status, null, null, null), conversation, ledger, actor);
            }
            case ADD_TAG ->
                tagConversation.apply(
                        ledger, conversation, actor.by(), TagChange.adding(List.of(action.value())), actor.trace());
            case ADD_NOTE -> say(Kind.NOTE, action.value(), conversation, ledger, actor);
            case SEND_REPLY -> say(Kind.REPLY, action.value(), conversation, ledger, actor);
            case HAND_OVER -> handOver(conversation, ledger, actor);
        };
    }

    /// Once all is done to it: writes the ledger, and what follows.
    Mono<Void> conclude(Conversation before, Ledger ledger, Actor actor) {
        return ledgers.write(ledger).then(Mono.defer(() -> updateConversation.conclude(before, actor.by(), ledger)));
    }

    private Mono<Void> update(Change change, UUID conversation, Ledger ledger, Actor actor) {
        return Mono.fromRunnable(
                () -> updateConversation.apply(change, actor.by(), ledger, conversation, actor.trace()));
    }

    /// An agent who replies takes the conversation; a rule speaks for the house.
    private static Mono<Void> say(Kind kind, String body, UUID conversation, Ledger ledger, Actor actor) {
        return Mono.fromRunnable(() -> {
            Author author = actor.by();
            if (author.kind() == Author.Kind.SYSTEM) {
                author = Author.system();
            } else if (kind == Kind.REPLY) {
                TakeOver.by(author, ledger, ledger.conversation(conversation), actor.trace());
            }
            Draft draft = new Draft(author, kind, body, List.of(), List.of(), null, null, null, actor.cause(), null);
            Message _ = ledger.record(conversation, draft, actor.trace());
        });
    }

    private Mono<Void> handOver(UUID conversation, Ledger ledger, Actor actor) {
        Conversation held = ledger.conversation(conversation);
        return assignments
                .turnsOf(List.of(held.accountId()), List.of(held.id()))
                .flatMap(turns -> {
                    handOver.onRule(held, actor.by(), ledger, turns, actor.trace());
                    return assignments.save(turns);
                });
    }
}
