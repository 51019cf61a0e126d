package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.feed.AccountListener;
import dev.switchboard.gateway.feed.AccountSubscription;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.presence.Watch;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// `notification:<account>`: an agent's inbox, everything that happens in its account.
final class NotificationChannel implements Channel, AccountListener {
    private final Line line;
    private final Desk desk;
    private final Since since;
    private final Rejoins.Seat seat;
    private final PhoenixParts parts;
    private final Later later;
    private final TypingNow typing;
    private final AccountSubscription subscription;
    private final Attendance attendance;
    private Ref join = Ref.NONE;
    private boolean opened;

    NotificationChannel(Line line, Desk desk, Since since, Rejoins.Seat seat, PhoenixParts parts) {
        this.line = line;
        this.desk = desk;
        this.since = since;
        this.seat = seat;
        this.parts = parts;
        this.later = new Later(line);
        this.typing = new TypingNow(line);
        this.attendance = new Attendance(line);
        this.subscription = parts.feed().subscribe(me().accountId(), line.loop(), this);
    }

    private Caller.Agent me() {
        return desk.agent().caller();
    }

    @Override
    public Mono<Void> open(Ref ref) {
        join = ref;
        Mono<Void> started = switch (since) {
            case Since.Position _ when since == Since.NOW -> subscription.startSince(parts.now());
            case Since.Position position -> subscription.start(position.last());
            case Since.Moment moment -> subscription.startSince(moment.at());
        };
        return started.then(Mono.fromRunnable(() -> opened(Json.NOTHING)));
    }

    @Override
    public void resumed(boolean recovered, long from, long last) {
        byte[] state = Events.joined("pos", from, last, recovered);
        if (opened) {
            line.push("resumed", state);
        }
        opened(state);
    }

    private void opened(byte[] response) {
        if (!opened) {
            opened = true;
            line.ok(join, response);
            Caller.Agent me = me();
            Meta meta = Meta.user(parts.now());
            attendance.begin(
                    parts.presence().enter(me.accountId(), Member.user(me.userId(), me.number(), me.name()), meta),
                    watch());
        }
    }

    private @Nullable Watch watch() {
        try {
            return parts.presence().watch(me().accountId(), attendance, line.loop());
        } catch (Problem tooMany) {
            line.push("error", Refusal.of(tooMany));
            return null;
        }
    }

    @Override
    public void receive(Received.Push push) {
        seat.heard(parts.now());
        switch (push.event()) {
            case "shout" -> desk.post(line, push.ref(), conversation(push), push.payload());
            case "read" -> desk.read(line, push.ref(), conversation(push));
            default -> throw PhoenixProblems.unknown(push.event(), "shout, read, ping");
        }
    }

    private static UUID conversation(Received.Push push) {
        UUID conversation = push.payload().uuid("conversation_id");
        if (conversation == null) {
            throw Problem.field("conversation_id", "can't be blank");
        }
        return conversation;
    }

    @Override
    public void fact(FeedItem<?> item, long pos, boolean missed) {
        switch (item.fact()) {
            case MessageCreated message -> {
                typing.spoke(message);
                later.tell(() -> line.broadcast(Shouts.EVENT, Shouts.at(pos, item.of(MessageCreated.class))));
            }
            case ConversationUpdated update -> updated(item, update, pos);
            case MessageUpdated.Seen seen ->
                later.tell(() -> line.broadcast("messages:seen", Events.at(pos, Events.seen(seen))));
            case MessageUpdated update -> {
                if (Events.changed(update) instanceof byte[] change) {
                    later.tell(() -> line.broadcast("message:updated", Events.at(pos, change)));
                }
            }
            case TypingChanged told when !me().userId().equals(told.by().id()) -> typing.told(told);
            default -> {}
        }
    }

    private void updated(FeedItem<?> item, ConversationUpdated update, long pos) {
        UUID id = update.conversationId();
        later.tell(parts.conversations().netia(item), json -> {
            if (update instanceof ConversationUpdated.Created) {
                line.broadcast("conversation:created", Events.at(pos, Events.created(id, json)));
            } else {
                line.broadcast("conversation:updated", Events.at(pos, Events.updated(id, update.version(), json)));
            }
        });
    }

    @Override
    public Mono<Void> flushed() {
        return later.idle().then(Mono.defer(line::flushed));
    }

    @Override
    public void heard() {
        seat.heard(parts.now());
    }

    @Override
    public void tick(long nanos) {
        typing.tick(nanos);
    }

    @Override
    public void close(Ending ending) {
        subscription.close();
        later.close();
        seat.end(ending);
        attendance.end(seat.lastHeard());
    }
}
