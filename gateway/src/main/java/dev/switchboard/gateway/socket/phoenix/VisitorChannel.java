package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.feed.Membership;
import dev.switchboard.gateway.participant.Receipt;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.participant.Visitor;
import dev.switchboard.gateway.participant.VisitorListener;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// `conversation:<id>` for its customer.
final class VisitorChannel implements Channel, VisitorListener {
    private final Line line;
    private final Membership.Member member;
    private final Since since;
    private final Rejoins.Seat seat;
    private final PhoenixParts parts;
    private final Visitor visitor;
    private final Attendance attendance;
    private final BooleanSupplier admitted;
    private final Replies replies = new Replies();
    private final Shown shown = new Shown();
    private Ref join = Ref.NONE;
    private boolean opened;

    /// @param admitted whether it may still be here
    VisitorChannel(
            Line line,
            Membership.Member member,
            Seat place,
            Since since,
            Rejoins.Seat seat,
            BooleanSupplier admitted,
            PhoenixParts parts) {
        this.line = line;
        this.member = member;
        this.since = since;
        this.seat = seat;
        this.admitted = admitted;
        this.parts = parts;
        this.visitor = new Visitor(place, line.loop(), this, parts.participants());
        this.attendance = new Attendance(line);
    }

    @Override
    public Mono<Void> open(Ref ref) {
        join = ref;
        Mono<Void> started = switch (since) {
            case Since.Position position -> visitor.start(position.last());
            case Since.Moment moment -> visitor.startSince(moment.at());
        };
        return started.then(Mono.fromRunnable(() -> opened(Json.NOTHING)));
    }

    @Override
    public void resumed(boolean recovered, long from, long last) {
        byte[] state = Events.joined("seq", from, last, recovered);
        if (opened) {
            line.push("resumed", state);
        }
        opened(state);
    }

    private void opened(byte[] response) {
        if (!opened) {
            opened = true;
            line.ok(join, response);
            Meta meta = new Meta(parts.now(), null, null, member.customerId(), member.conversationId(), null, null);
            attendance.begin(
                    parts.presence().enter(member.accountId(), Member.customer(member.customerId()), meta),
                    parts.presence()
                            .watchAsVisitor(member.accountId(), member.conversationId(), attendance, line.loop()));
        }
    }

    @Override
    public void receive(Received.Push push) {
        seat.heard(parts.now());
        switch (push.event()) {
            case "shout" -> say(push.ref(), push.payload());
            case "typing" -> {
                visitor.type(Boolean.TRUE.equals(push.payload().flag("typing")));
                line.ok(push.ref(), Json.NOTHING);
            }
            case "messages:seen" -> {
                visitor.seen();
                line.ok(push.ref(), Json.NOTHING);
            }
            case "handover" -> {
                visitor.askForPerson(null);
                line.ok(push.ref(), Json.NOTHING);
            }
            default -> throw PhoenixProblems.unknown(push.event(), "shout, typing, messages:seen, handover, ping");
        }
    }

    private void say(Ref ref, Payload payload) {
        if (!payload.isEmptyList("file_ids")) {
            throw Problem.of(ProblemCode.NOT_SUPPORTED, "Visitors' files cannot be sent over the socket")
                    .advise("Send the message with its file_ids to /api/messages.");
        }
        Shout shout = Shout.of(payload, parts.longestText());
        replies.add(shout.id(), ref);
        visitor.say(shout.id(), shout.body(), List.of(), payload.labels("metadata"), Profile.NOTHING, shout.sentAt());
    }

    @Override
    public void message(FeedItem<MessageCreated> item, boolean missed, boolean own) {
        shown.add(item.fact().messageId());
        line.broadcast(Shouts.shown(item, line.serializer()));
    }

    @Override
    public void acknowledged(Receipt receipt) {
        FeedItem<MessageCreated> message = receipt.message();
        byte[] response = message == null
                ? Events.repeated(receipt.messageId(), receipt.seq(), receipt.recordedAt(), member.conversationId())
                : message.as(Shouts.SHOWN);
        line.ok(replies.take(receipt.id()), response);
    }

    @Override
    public void failed(@Nullable String id, Problem problem) {
        if (id != null) {
            line.error(replies.take(id), problem);
        }
    }

    @Override
    public void typing(Author by, boolean typing) {
        line.broadcast("typing", Events.typing(member.conversationId(), by, typing));
    }

    @Override
    public void partial(FeedItem<TypingChanged> item) {
        line.broadcast("message:partial", item.as(Events.PARTIAL));
    }

    /// A change tells of a message that the client was given: a note's, or one from before, is not its business.
    @Override
    public void updated(FeedItem<MessageUpdated> item) {
        switch (item.fact()) {
            case MessageUpdated.Seen seen -> line.broadcast("messages:seen", Events.seen(seen));
            case MessageUpdated.Edited edited -> changed(edited.messageId(), edited);
            case MessageUpdated.Deleted deleted -> changed(deleted.messageId(), deleted);
            case MessageUpdated.Transcribed transcribed -> changed(transcribed.messageId(), transcribed);
            case MessageUpdated.DeliveryChanged _,
                    MessageUpdated.Repeated _,
                    MessageUpdated.Refused _,
                    MessageUpdated.Unknown _ -> {}
        }
    }

    private void changed(UUID message, MessageUpdated update) {
        if (shown.contains(message) && Events.changed(update) instanceof byte[] change) {
            line.broadcast("message:updated", change);
        }
    }

    /// Of the desk's work only the state is the customer's business.
    @Override
    public void conversation(FeedItem<ConversationUpdated> item) {
        if (item.fact() instanceof ConversationUpdated.StatusChanged changed) {
            line.broadcast("conversation:updated", Events.updated(changed));
        }
    }

    @Override
    public Mono<Void> flushed() {
        return line.flushed();
    }

    @Override
    public void heard() {
        seat.heard(parts.now());
    }

    @Override
    public void tick(long nanos) {
        if (!admitted.getAsBoolean()) {
            line.revoke();
        }
        visitor.tick(nanos);
    }

    @Override
    public void close(Ending ending) {
        visitor.close();
        seat.end(ending);
        attendance.end(seat.lastHeard());
    }
}
