package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.feed.FeedListener;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.PendingAcks;
import dev.switchboard.gateway.socket.SocketMeters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// What a visitor's client sees of its conversation. Its own message comes back as its acknowledgement; notes between
/// colleagues never come.
final class PlainListener implements FeedListener {
    /// A writer that was never heard to stop has stopped after this time.
    private static final Duration LONGEST_TYPING = Duration.ofSeconds(60);

    private final Connection connection;
    private final Address address;
    private final PendingAcks pending;
    private final SocketMeters meters;
    private final Clock clock;
    private boolean typingShown;
    private long typingSince;

    PlainListener(Connection connection, Address address, PendingAcks pending, SocketMeters meters, Clock clock) {
        this.connection = connection;
        this.address = address;
        this.pending = pending;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void resumed(boolean recovered, long since, long lastSeq) {
        connection.send(PlainFrames.resume(recovered, since, lastSeq, clock.instant()));
    }

    @Override
    public void message(FeedItem<MessageCreated> item, boolean missed) {
        MessageCreated message = item.fact();
        if (!message.visibleToCustomer()) {
            return;
        }
        if (message.author().kind() == Author.Kind.CUSTOMER) {
            String key = message.deduplicationKey();
            if (key != null && message.address().equals(address) && pending.take(key)) {
                acknowledge(key, message.messageId(), message.seq(), message.occurredAt());
                return;
            }
        } else {
            if (message.author().kind() == Author.Kind.BOT && !missed) {
                showTyping(true);
            }
            showTyping(false);
        }
        connection.send(item.as(PlainFrames.MESSAGE));
    }

    @Override
    public void updated(FeedItem<MessageUpdated> item) {
        switch (item.fact()) {
            case MessageUpdated.Repeated repeated -> {
                if (repeated.address().equals(address) && pending.take(repeated.deduplicationKey())) {
                    acknowledge(
                            repeated.deduplicationKey(), repeated.messageId(), repeated.seq(), repeated.occurredAt());
                }
            }
            case MessageUpdated.Refused refused -> {
                if (refused.address().equals(address) && pending.take(refused.deduplicationKey())) {
                    Problem problem = Problem.of(code(refused.code()), refused.detail());
                    connection.send(PlainFrames.error(refused.deduplicationKey(), problem, clock.instant()));
                }
            }
            case MessageUpdated.Edited _,
                    MessageUpdated.Deleted _,
                    MessageUpdated.Seen _,
                    MessageUpdated.Transcribed _,
                    MessageUpdated.DeliveryChanged _,
                    MessageUpdated.Unknown _ -> {}
        }
    }

    /// The hand-over is told by its message; the rest is the desk's own.
    @Override
    public void conversation(FeedItem<ConversationUpdated> item) {}

    /// A bot stops with its message, or with the notice of a hand-over, and not a moment before: the client sees start,
    /// stop, message, once each.
    @Override
    public void typing(FeedItem<TypingChanged> item) {
        switch (item.fact().by().kind()) {
            case BOT -> {
                if (item.fact().typing()) {
                    showTyping(true);
                }
            }
            case AGENT, SYSTEM -> showTyping(item.fact().typing());
            case CUSTOMER -> {}
        }
    }

    @Override
    public Mono<Void> flushed() {
        return connection.flushed();
    }

    void tick(long nanos) {
        if (typingShown && nanos - typingSince > LONGEST_TYPING.toNanos()) {
            showTyping(false);
        }
    }

    private void acknowledge(String id, UUID messageId, long seq, Instant recorded) {
        meters.acknowledged();
        connection.send(PlainFrames.ack(id, messageId, seq, recorded));
    }

    private void showTyping(boolean typing) {
        if (typing != typingShown) {
            typingShown = typing;
            typingSince = System.nanoTime();
            connection.send(PlainFrames.typing(typing, clock.instant()));
        }
    }

    private static ProblemCode code(String text) {
        try {
            return ProblemCode.of(text);
        } catch (IllegalArgumentException _) {
            return ProblemCode.INVALID_REQUEST;
        }
    }
}
