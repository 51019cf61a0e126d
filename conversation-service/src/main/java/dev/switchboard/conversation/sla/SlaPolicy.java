package dev.switchboard.conversation.sla;

import dev.switchboard.conversation.conversation.Priority;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A promise to some of an account's conversations.
///
/// @param inboxId null for all inboxes
/// @param priority null for all priorities
public record SlaPolicy(
        UUID accountId,
        UUID id,
        @Nullable UUID inboxId,
        @Nullable Priority priority,
        SlaTerms terms,
        Instant createdAt,
        Instant updatedAt) {
    /// The most particular one counts, an inbox before a priority; among equals the oldest.
    static Optional<SlaPolicy> of(Collection<SlaPolicy> policies, UUID inboxId, Priority priority) {
        return policies.stream()
                .filter(p -> p.inboxId == null || p.inboxId.equals(inboxId))
                .filter(p -> p.priority == null || p.priority == priority)
                .max(Comparator.comparingInt(SlaPolicy::particularity)
                        .thenComparing(SlaPolicy::createdAt, Comparator.reverseOrder())
                        .thenComparing(p -> p.id.toString(), Comparator.reverseOrder()));
    }

    /// As it is, begun then.
    public SlaPolicy since(Instant then) {
        return new SlaPolicy(accountId, id, inboxId, priority, terms, then, updatedAt);
    }

    private int particularity() {
        return (inboxId == null ? 0 : 2) + (priority == null ? 0 : 1);
    }
}
