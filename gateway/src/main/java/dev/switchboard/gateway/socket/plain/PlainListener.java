package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.participant.Receipt;
import dev.switchboard.gateway.participant.VisitorListener;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.Frame;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Writes what a visitor is told. Its own message is not sent back to it: the acknowledgement is.
final class PlainListener implements VisitorListener {
    private final Connection connection;
    private final Clock clock;
    private int typing;
    private boolean typed;

    PlainListener(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    public void resumed(boolean recovered, long since, long lastSeq) {
        connection.send(PlainFrames.resume(recovered, since, lastSeq, clock.instant()));
    }

    /// Before a bot's answer the client sees typing start and stop, once each, whether or not the bot told of it.
    @Override
    public void message(FeedItem<MessageCreated> item, boolean missed, boolean own) {
        if (own) {
            return;
        }
        if (item.fact().author().kind() == Author.Kind.BOT && !missed && !typed) {
            connection.send(PlainFrames.typing(true, clock.instant()));
            connection.send(PlainFrames.typing(false, clock.instant()));
        }
        typed = false;
        connection.send(item.as(PlainFrames.MESSAGE));
    }

    @Override
    public void acknowledged(Receipt receipt) {
        connection.send(PlainFrames.ack(receipt.id(), receipt.messageId(), receipt.seq(), receipt.recordedAt()));
    }

    @Override
    public void failed(@Nullable String id, Problem problem) {
        connection.send(PlainFrames.error(id, problem, clock.instant()));
    }

    /// The protocol knows only that somebody writes, not who.
    @Override
    public void typing(Author by, boolean begins) {
        typing += begins ? 1 : -1;
        typed = true;
        if (typing == (begins ? 1 : 0)) {
            connection.send(PlainFrames.typing(begins, clock.instant()));
        }
    }

    @Override
    public void partial(FeedItem<TypingChanged> item) {
        connection.send(item.as(PlainFrames.PARTIAL));
    }

    @Override
    public void updated(FeedItem<MessageUpdated> item) {
        Frame update = PlainUpdates.of(item);
        if (update != null) {
            connection.send(update);
        }
    }

    /// The hand-over is told by its message; the rest is the desk's own.
    @Override
    public void conversation(FeedItem<ConversationUpdated> item) {}

    @Override
    public Mono<Void> flushed() {
        return connection.flushed();
    }
}
