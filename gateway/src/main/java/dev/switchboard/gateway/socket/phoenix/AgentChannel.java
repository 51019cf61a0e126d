package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.feed.FeedListener;
import dev.switchboard.gateway.feed.Place;
import dev.switchboard.gateway.feed.Subscription;
import dev.switchboard.gateway.participant.Agent;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// `conversation:<id>` for an agent of its account.
final class AgentChannel implements Channel, FeedListener {
    private final Line line;
    private final UUID conversation;
    private final Agent agent;
    private final Since since;
    private final Rejoins.Seat seat;
    private final PhoenixParts parts;
    private final Desk desk;
    private final Later later;
    private final TypingNow typing;
    private final Subscription subscription;
    private final Attendance attendance;
    private Ref join = Ref.NONE;
    private boolean opened;

    AgentChannel(Line line, UUID conversation, Desk desk, Since since, Rejoins.Seat seat, PhoenixParts parts) {
        this.line = line;
        this.conversation = conversation;
        this.agent = desk.agent();
        this.desk = desk;
        this.since = since;
        this.seat = seat;
        this.parts = parts;
        this.later = new Later(line);
        this.typing = new TypingNow(line);
        this.attendance = new Attendance(line);
        Place place = new Place.In(agent.caller().accountId(), conversation);
        this.subscription = parts.feed().subscribe(place, line.loop(), this);
    }

    @Override
    public Mono<Void> open(Ref ref) {
        join = ref;
        Mono<Void> started = switch (since) {
            case Since.Position position -> subscription.start(position.last());
            case Since.Moment moment -> subscription.startSince(moment.at());
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
            Caller.Agent me = agent.caller();
            Meta meta = Meta.user(parts.now()).in(conversation);
            attendance.begin(
                    parts.presence().enter(me.accountId(), Member.user(me.userId(), me.number(), me.name()), meta),
                    parts.presence().watchConversation(me.accountId(), conversation, attendance, line.loop()));
        }
    }

    @Override
    public void receive(Received.Push push) {
        seat.heard(parts.now());
        switch (push.event()) {
            case "shout" -> desk.post(line, push.ref(), conversation, push.payload());
            case "typing" -> {
                agent.type(conversation, Boolean.TRUE.equals(push.payload().flag("typing")));
                line.ok(push.ref(), Json.NOTHING);
            }
            case "messages:seen", "read" -> desk.read(line, push.ref(), conversation);
            default -> throw PhoenixProblems.unknown(push.event(), "shout, typing, messages:seen, read, ping");
        }
    }

    @Override
    public void message(FeedItem<MessageCreated> item, boolean missed) {
        typing.spoke(item.fact());
        later.tell(() -> line.broadcast(Shouts.known(item, line.serializer())));
    }

    @Override
    public void updated(FeedItem<MessageUpdated> item) {
        if (item.fact() instanceof MessageUpdated.Seen seen) {
            later.tell(() -> line.broadcast("messages:seen", Events.seen(seen)));
        } else if (Events.changed(item.fact()) instanceof byte[] change) {
            later.tell(() -> line.broadcast("message:updated", change));
        }
    }

    @Override
    public void conversation(FeedItem<ConversationUpdated> item) {
        later.tell(parts.conversations().netia(item), json -> {
            byte[] updated = Events.updated(conversation, item.fact().version(), json);
            line.broadcast("conversation:updated", updated);
        });
    }

    @Override
    public void typing(FeedItem<TypingChanged> item) {
        Author by = item.fact().by();
        if (!agent.caller().userId().equals(by.id())) {
            typing.told(item.fact());
        }
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
