package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.Frame;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/// The server's words to one client on one topic, under one join. All calls come on the connection's loop.
final class Line {
    private final Connection connection;
    private final Serializer serializer;
    private final String topic;
    private final Ref joinRef;

    Line(Connection connection, Serializer serializer, String topic, Ref joinRef) {
        this.connection = connection;
        this.serializer = serializer;
        this.topic = topic;
        this.joinRef = joinRef;
    }

    /// Whoever speaks here may not any more.
    void revoke() {
        connection.close(CloseCode.REVOKED);
    }

    Executor loop() {
        return connection.loop();
    }

    Serializer serializer() {
        return serializer;
    }

    String topic() {
        return topic;
    }

    Ref joinRef() {
        return joinRef;
    }

    /// Whether a push belongs to this join; one that names no join does.
    boolean concerns(Received.Push push) {
        return push.joinRef().isNone() || push.joinRef().equals(joinRef);
    }

    /// To this client alone.
    void push(String event, byte[] payload) {
        connection.send(serializer.write(joinRef, Ref.NONE, topic, event, payload));
    }

    /// What everybody on the topic is told.
    void broadcast(String event, byte[] payload) {
        connection.send(serializer.broadcast(topic, event, payload));
    }

    /// Likewise, written before.
    void broadcast(Frame frame) {
        connection.send(frame);
    }

    void ok(Ref ref, byte[] response) {
        reply(ref, true, response);
    }

    void error(Ref ref, Problem problem) {
        reply(ref, false, Refusal.of(problem));
    }

    /// A push without a ref wants no answer.
    void reply(Ref ref, boolean ok, byte[] response) {
        if (!ref.isNone()) {
            connection.send(serializer.reply(joinRef, ref, topic, ok, response));
        }
    }

    void close() {
        connection.send(serializer.close(joinRef, topic));
    }

    /// The client does not take what it is told: it comes back and resumes.
    void overflow() {
        connection.close(CloseCode.RESTART);
    }

    /// Done when the client has taken what was sent.
    Mono<Void> flushed() {
        return connection.flushed();
    }
}
