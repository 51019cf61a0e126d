package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.participant.Receipt;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.participant.VisitorListener;
import dev.switchboard.gateway.socket.Frame;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What a visitor hears, as events and acknowledgements.
final class GuestEvents implements VisitorListener {
    private static final FeedItem.Encoding<TypingChanged, Frame> PARTIAL = told ->
            Frames.event("message_partial", new Partial(told.partial(), "bot", told.inReplyTo(), told.leaseEpoch()));

    private final EngineSession session;
    private final Seat seat;
    private final Replies replies;
    private final Opening opening;
    private final Deque<Expected> expected = new ArrayDeque<>(1);
    private boolean told;
    private @Nullable MessageCreated last;

    /// Answers the client's CONNECT.
    interface Opening {
        /// @param recovered everything since the client's place follows
        void resumed(boolean recovered);

        /// A message follows, be CONNECT answered or not.
        void heard();
    }

    /// A message whose outcome the client waits for. There are no more than a visitor may have on their way.
    ///
    /// @param named the id is the client's own
    private record Expected(
            String id, boolean named, @Nullable Long ack) {}

    /// Which session a first message decided; with its offset the client comes back to it.
    private record Begun(String sessionId, String userId, UUID tenantId) {}

    private record Typing(String sender, boolean isTyping) {}

    private record Partial(
            @Nullable String text,
            String sender,
            @Nullable UUID inReplyTo,
            @Nullable Long leaseEpoch) {}

    /// @param told the client's `pid` says which session this is
    GuestEvents(EngineSession session, Seat seat, boolean told, Replies replies, Opening opening) {
        this.session = session;
        this.seat = seat;
        this.told = told;
        this.replies = replies;
        this.opening = opening;
    }

    void told() {
        told = true;
    }

    @Nullable
    MessageCreated last() {
        return last;
    }

    void began(@Nullable Long position) {
        Frame begun = Frames.event("session_started", new Begun(seat.sessionId(), seat.userId(), seat.accountId()));
        session.send(position == null ? begun : Frames.at(begun, offset(position)));
    }

    void expect(String id, boolean named, @Nullable Long ack) {
        expected.addLast(new Expected(id, named, ack));
    }

    private Expected taken(String id) {
        for (Iterator<Expected> it = expected.iterator(); it.hasNext(); ) {
            Expected next = it.next();
            if (next.id().equals(id)) {
                it.remove();
                return next;
            }
        }
        return new Expected(id, true, null);
    }

    @Override
    public void resumed(boolean recovered, long since, long lastSeq) {
        opening.resumed(recovered);
    }

    @Override
    public void message(FeedItem<MessageCreated> item, boolean missed, boolean own) {
        MessageCreated message = item.fact();
        last = message;
        opening.heard();
        if (!message.address().equals(seat.address())) {
            session.send(
                    Frames.at(AmoiqMessage.event(message, seat.userId(), seat.sessionId()), offset(message.seq())));
        } else {
            session.send(
                    told
                            ? item.as(AmoiqMessage.NUMBERED)
                            : Frames.at(item.as(AmoiqMessage.PLACED), offset(message.seq())));
        }
    }

    private String offset(long seq) {
        return told ? Long.toString(seq) : Offset.of(seq, seat.userId(), seat.sessionId());
    }

    @Override
    public void acknowledged(Receipt receipt) {
        Expected message = taken(receipt.id());
        replies.done(
                message.ack(), new Replies.Recorded(true, receipt.messageId().toString(), seat.sessionId()));
    }

    @Override
    public void failed(@Nullable String id, Problem problem) {
        Expected message = id == null ? new Expected("", false, null) : taken(id);
        replies.failed(message.ack(), message.named() ? message.id() : null, problem);
    }

    @Override
    public void typing(Author by, boolean typing) {
        session.send(Frames.event("typing", new Typing(by.kind() == Author.Kind.AGENT ? "agent" : "bot", typing)));
    }

    @Override
    public void partial(FeedItem<TypingChanged> item) {
        session.send(item.as(PARTIAL));
    }

    /// The Amoiq API has no event for these.
    @Override
    public void updated(FeedItem<MessageUpdated> item) {}

    @Override
    public void conversation(FeedItem<ConversationUpdated> item) {}

    @Override
    public Mono<Void> flushed() {
        return session.flushed();
    }
}
