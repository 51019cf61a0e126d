package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why a conversation was offered to whom, kept for those who ask later.
record AssignmentDecision(
        UUID accountId,
        UUID conversationId,
        long leaseEpoch,
        String policy,
        List<Candidate> candidates,
        @Nullable UUID chosenId,
        String reason,
        Instant decidedAt) {
    record Candidate(UUID id, int number, String name) {
        static Candidate of(User user) {
            return new Candidate(user.userId(), user.number(), user.name());
        }
    }
}
