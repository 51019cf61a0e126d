package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Whose turn it is in the accounts that one transaction has locked, and the decisions it makes.
public final class Turns {
    private final AssignmentPolicy policy;
    private final Directory directory;
    private final Map<UUID, Integer> last;
    private final List<AssignmentDecision> decisions = new ArrayList<>();

    Turns(AssignmentPolicy policy, Directory directory, Map<UUID, Integer> last) {
        this.policy = policy;
        this.directory = directory;
        this.last = new HashMap<>(last);
    }

    /// An agent for the conversation under its next epoch; nobody where the account has no active people.
    Optional<User> next(Conversation conversation, Instant at) {
        UUID account = conversation.accountId();
        List<User> candidates = directory.answering(account);
        int before = last.getOrDefault(account, 0);
        Optional<User> chosen = policy.choose(candidates, before);
        chosen.ifPresent(user -> last.put(account, user.number()));
        decisions.add(new AssignmentDecision(
                account,
                conversation.id(),
                conversation.lease().epoch() + 1,
                policy.text(),
                candidates.stream().map(AssignmentDecision.Candidate::of).toList(),
                chosen.map(User::userId).orElse(null),
                chosen.isPresent() ? policy.reason(candidates.size(), before) : "nobody is active in this account",
                at));
        return chosen;
    }

    Map<UUID, Integer> last() {
        return last;
    }

    List<AssignmentDecision> decisions() {
        return decisions;
    }
}
