package dev.switchboard.conversation.assignment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How an agent is chosen for a conversation in the queue.
public enum AssignmentPolicy {
    /// The next one by number after whoever was chosen last, and from the first again.
    ROUND_ROBIN {
        @Override
        Optional<Candidate> choose(List<Candidate> candidates, int lastNumber) {
            return candidates.stream()
                    .filter(candidate -> candidate.user().number() > lastNumber)
                    .findFirst()
                    .or(() -> candidates.stream().findFirst());
        }

        @Override
        String reason(List<Candidate> candidates, Candidate chosen, int lastNumber) {
            return "next after number " + lastNumber + " of " + candidates.size() + " active agents";
        }
    },
    /// Whoever has the fewest conversations; among equals the next by number.
    LEAST_LOADED {
        @Override
        Optional<Candidate> choose(List<Candidate> candidates, int lastNumber) {
            int least = candidates.stream().mapToInt(Candidate::load).min().orElse(0);
            List<Candidate> equals =
                    candidates.stream().filter(c -> c.load() == least).toList();
            return ROUND_ROBIN.choose(equals, lastNumber);
        }

        @Override
        String reason(List<Candidate> candidates, Candidate chosen, int lastNumber) {
            return "has " + chosen.load() + " open conversations, the fewest of " + candidates.size()
                    + " active agents";
        }
    },
    /// People take and give conversations themselves.
    MANUAL {
        @Override
        Optional<Candidate> choose(List<Candidate> candidates, int lastNumber) {
            return Optional.empty();
        }

        @Override
        String reason(List<Candidate> candidates, Candidate chosen, int lastNumber) {
            throw new IllegalStateException("nobody is chosen by hand here");
        }
    };

    /// @param candidates by number
    abstract Optional<Candidate> choose(List<Candidate> candidates, int lastNumber);

    abstract String reason(List<Candidate> candidates, Candidate chosen, int lastNumber);

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
