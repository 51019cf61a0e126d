package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.ConversationUpdated;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection that waits for conversations to begin, those of a customer or of an account. What begins while nobody
/// waits is not told later.
public final class Lobby implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lobby.class);

    private final Lobbies lobbies;
    private final UUID whose;
    private final Executor loop;
    private final Consumer<FeedItem<ConversationUpdated>> told;
    private volatile boolean closed;

    Lobby(Lobbies lobbies, UUID whose, Executor loop, Consumer<FeedItem<ConversationUpdated>> told) {
        this.lobbies = lobbies;
        this.whose = whose;
        this.loop = loop;
        this.told = told;
    }

    UUID whose() {
        return whose;
    }

    /// On the feed's thread.
    void hear(FeedItem<ConversationUpdated> item) {
        try {
            loop.execute(() -> {
                if (!closed) {
                    told.accept(item);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway stops", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        lobbies.leave(this);
    }
}
