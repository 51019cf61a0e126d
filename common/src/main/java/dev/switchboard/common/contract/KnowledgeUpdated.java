package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;

/// An article changed or went: every replica of memory-service brings its index up to date. Keyed by article.
public record KnowledgeUpdated(
        UUID eventId, UUID accountId, Instant occurredAt, UUID articleId, long articleVersion, boolean removed)
        implements Fact {
    public static final String TOPIC = "knowledge.updated";

    @Override
    public String key() {
        return articleId.toString();
    }
}
