package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.gateway.feed.FeedItem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A visitor's message is recorded.
///
/// @param id the client's own id of it
/// @param message absent when it is a repeat of what was recorded before
public record Receipt(
        String id,
        UUID messageId,
        long seq,
        Instant recordedAt,
        @Nullable FeedItem<MessageCreated> message) {}
