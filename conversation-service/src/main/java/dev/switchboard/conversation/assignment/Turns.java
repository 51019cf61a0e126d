package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.hours.WorkCalendar;
import dev.switchboard.conversation.team.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose turn it is in the accounts that one transaction has locked, and the decisions it makes.
public final class Turns {
    private final Directory directory;
    private final Floor floor;
    private final AssignmentSettings settings;
    private final Map<UUID, Integer> last;
    private final Map<UUID, Integer> given = new HashMap<>();
    private final List<AssignmentDecision> decisions = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Waiting> served = new ArrayList<>();

    Turns(Directory directory, Floor floor, AssignmentSettings settings, Map<UUID, Integer> last) {
        this.directory = directory;
        this.floor = floor;
        this.settings = settings;
        this.last = new HashMap<>(last);
    }

    /// An agent for the conversation under its next epoch; where nobody is found it waits.
    Optional<User> next(Conversation conversation, Instant at) {
        Choice choice = choose(conversation, at);
        settle(conversation, at);
        decide(conversation, conversation.lease().epoch() + 1, choice, at);
        return Optional.ofNullable(choice.user());
    }

    /// An agent for a conversation that stays in the queue. Nobody again, for the same reason, is no new decision.
    ///
    /// @param before why it waited until now, where it did
    Choice offer(Conversation conversation, @Nullable String before, Instant at) {
        Choice choice = choose(conversation, at);
        if (choice.user() == null && choice.reason().equals(before)) {
            await(conversation, choice, at);
        } else {
            decide(conversation, conversation.lease().epoch(), choice, at);
        }
        return choice;
    }

    /// It waits for nobody any more.
    void settle(Conversation conversation, Instant at) {
        served.add(new Waiting(conversation.accountId(), conversation.id(), at, at, ""));
    }

    private Choice choose(Conversation conversation, Instant at) {
        Routing routing = floor.routing(conversation);
        if (routing.policy() == AssignmentPolicy.MANUAL) {
            return nobody(routing, List.of(), "conversations are taken by hand here", null);
        }
        WorkCalendar hours = floor.hours(conversation);
        if (hours != null && !hours.isOpen(at)) {
            return nobody(
                    routing,
                    List.of(),
                    "outside of the business hours",
                    hours.nextOpening(at).orElse(null));
        }
        List<Candidate> candidates = candidates(conversation);
        List<Candidate> free = candidates.stream()
                .filter(c -> c.obstacle(routing.capacity()) == null)
                .toList();
        int before = last.getOrDefault(conversation.accountId(), 0);
        return routing.policy()
                .choose(free, before)
                .map(c -> new Choice(
                        routing, candidates, c.user(), routing.policy().reason(free, c, before), null))
                .orElseGet(() -> nobody(routing, candidates, whyNobody(conversation, candidates), null));
    }

    private List<Candidate> candidates(Conversation conversation) {
        Team team = floor.team(conversation);
        UUID account = conversation.accountId();
        List<User> people = team == null ? directory.answering(account) : directory.active(account, team.members());
        return people.stream()
                .sorted(Comparator.comparingInt(User::number))
                .map(user -> new Candidate(user, floor.away().contains(user.userId()), load(user.userId())))
                .toList();
    }

    private int load(UUID user) {
        return floor.load().getOrDefault(user, 0) + given.getOrDefault(user, 0);
    }

    private String whyNobody(Conversation conversation, List<Candidate> candidates) {
        Team team = floor.team(conversation);
        if (candidates.isEmpty()) {
            return team == null ? "nobody is active in this account" : "nobody is active in the team " + team.name();
        }
        boolean allAway = candidates.stream().allMatch(Candidate::away);
        return "all " + candidates.size() + " agents are " + (allAway ? "away" : "away or have enough to do");
    }

    private static Choice nobody(Routing routing, List<Candidate> candidates, String reason, @Nullable Instant lookAt) {
        return new Choice(routing, candidates, null, reason, lookAt);
    }

    private void decide(Conversation conversation, long epoch, Choice choice, Instant at) {
        User user = choice.user();
        Integer capacity = choice.routing().capacity();
        decisions.add(new AssignmentDecision(
                conversation.accountId(),
                conversation.id(),
                epoch,
                choice.routing().policy().text(),
                choice.candidates().stream()
                        .map(c -> AssignmentDecision.Considered.of(c, capacity))
                        .toList(),
                user == null ? null : user.userId(),
                choice.reason(),
                at));
        if (user == null) {
            await(conversation, choice, at);
        } else {
            last.put(conversation.accountId(), user.number());
            given.merge(user.userId(), 1, Integer::sum);
            settle(conversation, at);
        }
    }

    private void await(Conversation conversation, Choice choice, Instant at) {
        Instant again = choice.lookAt() == null ? at.plus(settings.lookAgain()) : choice.lookAt();
        waiting.add(new Waiting(conversation.accountId(), conversation.id(), at, again, choice.reason()));
    }

    Map<UUID, Integer> last() {
        return last;
    }

    List<AssignmentDecision> decisions() {
        return decisions;
    }

    List<Waiting> waiting() {
        return waiting;
    }

    List<Waiting> served() {
        return served;
    }
}
