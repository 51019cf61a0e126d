package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.participant.Visitor;
import dev.switchboard.gateway.presence.Handle;
import dev.switchboard.gateway.presence.Presence;
import dev.switchboard.gateway.ratelimit.Bucket;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketSession;
import dev.switchboard.gateway.socket.Upload;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// A visitor's socket: the client's frames become what the visitor does.
final class PlainSession implements SocketSession {
    private static final Logger LOG = LoggerFactory.getLogger(PlainSession.class);

    private final Connection connection;
    private final PlainOpening opening;
    private final Parts parts;
    private final PlainListener listener;
    private final Visitor visitor;
    private final Handle online;
    private final Backlog backlog;
    private @Nullable Bucket recordings;
    private boolean closed;

    /// What every session of the protocol uses.
    static final class Parts {
        private final Seats seats;
        private final Participants participants;
        private final Presence presence;
        private final PlainReader reader;
        private final Recordings recordings;
        private final PlainSettings settings;
        private final Clock clock;

        Parts(
                Seats seats,
                Participants participants,
                Presence presence,
                PlainReader reader,
                Recordings recordings,
                PlainSettings settings,
                Clock clock) {
            this.seats = seats;
            this.participants = participants;
            this.presence = presence;
            this.reader = reader;
            this.recordings = recordings;
            this.settings = settings;
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
        this.backlog = new Backlog(parts.settings.behindRecording());
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
            refuseForNow(frame.id(), "Too many messages");
        } else if (!backlog.act(() -> act(frame))) {
            refuseForNow(frame.id(), "Too many messages wait behind a voice message");
        }
    }

    @Override
    public void receive(Upload upload) {
        if (!connection.admits() || upload.isRefused()) {
            upload.done();
            refuseForNow(null, "Too many voice messages are being received");
        } else if (!backlog.act(() -> read(upload))) {
            upload.done();
            refuseForNow(null, "Too many messages wait behind a voice message");
        }
    }

    private void read(Upload upload) {
        if (closed) {
            upload.done();
        } else {
            whileWaiting(parts.recordings.read(upload), this::act, null);
        }
    }

    private void act(PlainInbound frame) {
        if (closed) {
            return;
        }
        switch (frame) {
            case PlainInbound.Text said -> say(said.id(), said.text(), List.of(), said.sentAt());
            case PlainInbound.HandoverRequest request -> visitor.askForPerson(request.id());
            case PlainInbound.Typing typed -> visitor.type(typed.isTyping());
            case PlainInbound.Audio audio -> keep(audio);
            case PlainInbound.Seen _ -> visitor.seen();
            case PlainInbound.Wrong wrong -> listener.failed(wrong.id(), wrong.problem());
        }
    }

    private void say(@Nullable String id, String text, List<Attachment> attachments, @Nullable Instant sentAt) {
        visitor.say(id == null ? Ids.next().toString() : id, text, attachments, Map.of(), Profile.NOTHING, sentAt);
    }

    /// Without a word of text: its transcript follows as a fact of its own.
    private void keep(PlainInbound.Audio audio) {
        if (!mayRecord()) {
            refuseForNow(audio.id(), "Too many voice messages");
            return;
        }
        whileWaiting(
                parts.recordings.keep(opening.seat(), audio.audio()),
                file -> say(audio.id(), "", List.of(file), audio.sentAt()),
                audio.id());
    }

    private boolean mayRecord() {
        if (recordings == null) {
            recordings = new Bucket(parts.settings.recordings(), parts.settings.recordingsPer());
        }
        return recordings.take(System.nanoTime());
    }

    /// @param id of the frame that fails with it
    private <T> void whileWaiting(Mono<T> work, Consumer<T> then, @Nullable String id) {
        backlog.begin();
        work.toFuture()
                .whenCompleteAsync(
                        (result, error) -> {
                            if (!closed) {
                                if (error == null) {
                                    then.accept(result);
                                } else {
                                    listener.failed(id, problem(error));
                                }
                                backlog.end();
                            }
                        },
                        connection.loop());
    }

    private static Problem problem(Throwable error) {
        if (error instanceof Problem problem) {
            return problem;
        }
        LOG.error("A voice message failed", error);
        return Problem.of(ProblemCode.UNAVAILABLE, "The voice message could not be taken")
                .advise("Send it again in a moment, with the same id.");
    }

    private void refuseForNow(@Nullable String id, String detail) {
        listener.failed(
                id,
                Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, detail)
                        .advise("Send it again in a moment, with the same id."));
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
        closed = true;
        backlog.drain();
        online.close();
        visitor.close();
    }
}
