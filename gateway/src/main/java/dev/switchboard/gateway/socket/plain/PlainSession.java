package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.participant.Visitor;
import dev.switchboard.gateway.presence.Handle;
import dev.switchboard.gateway.presence.Presence;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketSession;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// A visitor's socket: the client's frames become what the visitor does.
final class PlainSession implements SocketSession {
    private final Connection connection;
    private final PlainOpening opening;
    private final Parts parts;
    private final PlainListener listener;
    private final Visitor visitor;
    private final Handle online;

    /// What every session of the protocol uses.
    static final class Parts {
        private final Seats seats;
        private final Participants participants;
        private final Presence presence;
        private final PlainReader reader;
        private final Clock clock;

        Parts(Seats seats, Participants participants, Presence presence, ParticipantSettings settings, Clock clock) {
            this.seats = seats;
            this.participants = participants;
            this.presence = presence;
            this.reader = new PlainReader(settings);
            this.clock = clock;
        }
    }

    PlainSession(Connection connection, PlainOpening opening, Parts parts) {
        this.connection = connection;
        this.opening = opening;
        this.parts = parts;
        this.listener = new PlainListener(connection, parts.clock);
        Seat seat = opening.seat();
        this.visitor = new Visitor(seat, connection.loop(), listener, parts.participants);
        this.online = parts.presence.enter(
                seat.accountId(),
                Member.visitor(seat.address()),
                Meta.visitor(parts.clock.instant(), seat.userId(), seat.sessionId())
                        .on(opening.page()));
    }

    @Override
    public Mono<Void> start() {
        connection.send(PlainFrames.established(
                "conn-" + Ids.next(), opening.seat().userId(), opening.seat().sessionId(), parts.clock.instant()));
        return visitor.start(opening.since());
    }

    @Override
    public void receive(String text) {
        PlainInbound frame = parts.reader.read(text);
        if (!connection.admits()) {
            listener.failed(
                    frame.id(),
                    Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many messages")
                            .advise("Send it again in a moment, with the same id."));
            return;
        }
        switch (frame) {
            case PlainInbound.Text said ->
                visitor.say(
                        said.id() == null ? Ids.next().toString() : said.id(),
                        said.text(),
                        List.of(),
                        Map.of(),
                        Profile.NOTHING,
                        said.sentAt());
            case PlainInbound.HandoverRequest request -> visitor.askForPerson(request.id());
            case PlainInbound.Typing typed -> visitor.type(typed.isTyping());
            case PlainInbound.Audio audio ->
                listener.failed(
                        audio.id(),
                        Problem.of(ProblemCode.NOT_SUPPORTED, "Audio messages are not supported")
                                .advise("Send text."));
            case PlainInbound.Wrong wrong -> listener.failed(wrong.id(), wrong.problem());
        }
    }

    @Override
    public void tick(long nanos) {
        visitor.tick(nanos);
        online.learn(visitor.conversationId(), visitor.customerId());
    }

    @Override
    public boolean admitted() {
        return parts.seats.live(opening.seat());
    }

    @Override
    public void closed() {
        online.close();
        visitor.close();
    }
}
