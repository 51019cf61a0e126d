package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.participant.Agent;
import dev.switchboard.gateway.ratelimit.Bucket;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketSession;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// One client's socket: heartbeats, joins and leaves, and what it pushes to the topics it has joined.
final class PhoenixSession implements SocketSession {
    private final Connection connection;
    private final Opening opening;
    private final Doors doors;
    private final PhoenixSettings settings;
    private final Bucket controls;
    private final @Nullable Desk desk;
    private final Map<String, Joined> topics = new HashMap<>(4);

    PhoenixSession(Connection connection, Opening opening, Doors doors) {
        this.connection = connection;
        this.opening = opening;
        this.doors = doors;
        this.settings = doors.parts().settings();
        this.controls = new Bucket(settings.controls(), settings.controlsPer());
        this.desk = opening.credential().caller() instanceof Caller.Agent agent ? desk(agent) : null;
    }

    private Desk desk(Caller.Agent agent) {
        PhoenixParts parts = doors.parts();
        Posts posts = new Posts(connection.loop(), parts.limits().unacknowledged());
        return new Desk(new Agent(agent, parts.participants()), posts, parts.longestText());
    }

    @Override
    public Mono<Void> start() {
        return Mono.empty();
    }

    @Override
    public void receive(String text) {
        switch (opening.serializer().read(text)) {
            case Received.Malformed malformed -> malformed(malformed);
            case Received.Push push when push.topic().equals(Serializer.SOCKET) -> ofSocket(push);
            case Received.Push push when push.event().equals("phx_join") -> join(push);
            case Received.Push push when push.event().equals("phx_leave") -> leave(push);
            case Received.Push push -> ofTopic(push);
        }
    }

    private void malformed(Received.Malformed frame) {
        Problem problem = connection.admits() ? PhoenixProblems.malformed(frame.why()) : PhoenixProblems.tooFast();
        // sent even without a ref: a developer who looks at the frames sees what is wrong
        connection.send(
                opening.serializer().reply(frame.joinRef(), frame.ref(), frame.topic(), false, Refusal.of(problem)));
    }

    private void ofSocket(Received.Push push) {
        Line line = line(push);
        if (!push.event().equals("heartbeat")) {
            refuse(line, push, PhoenixProblems.unmatched());
        } else if (controls.take(System.nanoTime())) {
            topics.values().forEach(Joined::heard);
            line.ok(push.ref(), Json.NOTHING);
        } else {
            line.error(push.ref(), PhoenixProblems.tooFast());
        }
    }

    private void join(Received.Push push) {
        Line line = line(push);
        if (!controls.take(System.nanoTime())) {
            line.error(push.ref(), PhoenixProblems.tooFast());
            return;
        }
        Joined before = topics.remove(push.topic());
        if (before != null) {
            before.close(Ending.LOST);
            before.line().close();
        }
        Topic topic = Topic.of(push.topic());
        if (topic instanceof Topic.Unmatched) {
            refuse(line, push, PhoenixProblems.unmatched());
        } else if (topics.size() >= settings.channels()) {
            Problem problem = PhoenixProblems.tooManyChannels();
            line.reply(push.ref(), false, Refusal.of("too many channels joined", problem));
        } else {
            Joined joined = new Joined(line);
            topics.put(push.topic(), joined);
            open(joined, topic, push);
        }
    }

    private void open(Joined joined, Topic topic, Received.Push push) {
        Mono<Supplier<Channel>> door =
                Mono.defer(() -> doors.open(opening, desk, topic, joined.line(), push.payload()));
        joined.open(door, push.ref(), problem -> {
            topics.remove(push.topic(), joined);
            joined.close(Ending.LOST);
            joined.line().reply(push.ref(), false, PhoenixProblems.refusedJoin(topic, problem));
        });
    }

    private void leave(Received.Push push) {
        Joined joined = topics.get(push.topic());
        if (joined == null || !joined.line().concerns(push)) {
            line(push).ok(push.ref(), Json.NOTHING);
            return;
        }
        topics.remove(push.topic());
        joined.close(Ending.LEFT);
        joined.line().ok(push.ref(), Json.NOTHING);
        joined.line().close();
    }

    private void ofTopic(Received.Push push) {
        Joined joined = topics.get(push.topic());
        if (!connection.admits()) {
            line(push).error(push.ref(), PhoenixProblems.tooFast());
        } else if (joined == null || joined.channel() == null || !joined.line().concerns(push)) {
            refuse(line(push), push, PhoenixProblems.unmatched());
        } else if (push.event().equals("ping")) {
            joined.line().ok(push.ref(), push.payload().json());
        } else {
            receive(joined.channel(), joined.line(), push);
        }
    }

    private static void receive(Channel channel, Line line, Received.Push push) {
        try {
            channel.receive(push);
        } catch (Problem problem) {
            line.error(push.ref(), problem);
        }
    }

    private static void refuse(Line line, Received.Push push, Problem unmatched) {
        line.reply(push.ref(), false, Refusal.of("unmatched topic", unmatched));
    }

    private Line line(Received.Push push) {
        // the object form has no join refs: a join's own ref is its
        boolean join = push.joinRef().isNone() && push.event().equals("phx_join");
        return new Line(connection, opening.serializer(), push.topic(), join ? push.ref() : push.joinRef());
    }

    @Override
    public void tick(long nanos) {
        topics.values().forEach(joined -> joined.tick(nanos));
    }

    @Override
    public boolean admitted() {
        return doors.live(opening.credential());
    }

    /// The clients of this protocol come back after 1001, and find 403.
    @Override
    public CloseCode forbidding() {
        return CloseCode.REVOKED;
    }

    @Override
    public void closed() {
        topics.values().forEach(joined -> joined.close(Ending.LOST));
        topics.clear();
        if (desk != null) {
            desk.close();
        }
    }
}
