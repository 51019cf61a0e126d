package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Kind;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody who watches an account, or one conversation in it. Nothing is told after `close` has returned on the
/// watcher's loop.
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Presence presence;
    private final UUID accountId;
    private final @Nullable UUID conversationId;
    private final Sight sight;
    private final PresenceListener listener;
    private final Executor loop;
    private volatile boolean closed;

    /// Who may see what: staff everything, a visitor the users of the desk and of them what concerns it.
    enum Sight {
        STAFF,
        VISITOR;

        boolean sees(Connection connection) {
            return this == STAFF || connection.member().kind() == Kind.USER;
        }

        Connection of(Connection full) {
            if (this == STAFF) {
                return full;
            }
            Meta meta = full.meta();
            Meta less = new Meta(meta.onlineAt(), null, null, null, meta.conversationId(), null, meta.availability());
            return new Connection(full.ref(), full.previous(), full.member(), less);
        }
    }

    Watch(
            Presence presence,
            UUID accountId,
            @Nullable UUID conversationId,
            Sight sight,
            PresenceListener listener,
            Executor loop) {
        this.presence = presence;
        this.accountId = accountId;
        this.conversationId = conversationId;
        this.sight = sight;
        this.listener = listener;
        this.loop = loop;
    }

    UUID accountId() {
        return accountId;
    }

    @Nullable
    UUID conversationId() {
        return conversationId;
    }

    Sight sight() {
        return sight;
    }

    void state(List<Online> online) {
        tell(() -> listener.state(online));
    }

    void changed(PresenceDiff diff) {
        tell(() -> listener.changed(diff));
    }

    private void tell(Runnable what) {
        try {
            loop.execute(() -> {
                if (!closed) {
                    what.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway stops", e);
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            presence.unwatch(this);
        }
    }
}
