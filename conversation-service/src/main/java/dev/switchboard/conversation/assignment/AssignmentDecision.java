package dev.switchboard.conversation.assignment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why a conversation was offered to whom, kept for those who ask later.
public record AssignmentDecision(
        UUID accountId,
        UUID conversationId,
        long leaseEpoch,
        String policy,
        List<Considered> candidates,
        @Nullable UUID chosenId,
        String reason,
        Instant decidedAt) {
    /// @param passedOver away or full; null for somebody who might have been chosen
    public record Considered(
            UUID id,
            int number,
            String name,
            int load,
            @Nullable String passedOver) {
        static Considered of(Candidate candidate, @Nullable Integer capacity) {
            return new Considered(
                    candidate.user().userId(),
                    candidate.user().number(),
                    candidate.user().name(),
                    candidate.load(),
                    candidate.obstacle(capacity));
        }
    }
}
