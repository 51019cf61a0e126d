package dev.switchboard.channel.channel;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// What an account may see of connections that work by themselves and not only when somebody calls: mailboxes.
public interface Connections {
    Flux<Connection> of(UUID accountId);

    /// @param name by which the provider knows it: a mailbox's address
    /// @param health `DISABLED` where it is stopped
    /// @param lastCheckAt the last look that went well
    /// @param error what went wrong since, in plain words
    /// @param backlog what is known to wait there
    record Connection(
            UUID inboxId,
            String provider,
            String name,
            Health health,
            @Nullable Instant lastCheckAt,
            @Nullable String error,
            @Nullable Instant errorAt,
            long backlog) {}
}
