package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How an agent is chosen for a conversation in the queue.
public enum AssignmentPolicy {
    /// The next one by number after whoever was chosen last, and from the first again.
    ROUND_ROBIN {
        @Override
        Optional<User> choose(List<User> candidates, int lastNumber) {
            return candidates.stream()
                    .filter(user -> user.number() > lastNumber)
                    .findFirst()
                    .or(() -> candidates.stream().findFirst());
        }

        @Override
        String reason(int candidates, int lastNumber) {
            return "next after number " + lastNumber + " of " + candidates + " active agents";
        }
    };

    /// @param candidates by number
    abstract Optional<User> choose(List<User> candidates, int lastNumber);

    abstract String reason(int candidates, int lastNumber);

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
