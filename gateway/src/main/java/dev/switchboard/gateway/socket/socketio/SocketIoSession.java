package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.ratelimit.Bucket;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Sockets;
import dev.switchboard.gateway.socket.engineio.EngineHandler;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Socket.IO on one Engine.IO session: packets in, one connection to the root namespace at a time. A packet that the
/// protocol does not know ends the session.
final class SocketIoSession implements EngineHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoSession.class);

    private final EngineSession session;
    private final SocketIoParts parts;
    private final Bucket allowance;
    private final Replies replies;
    private long deadline;
    private @Nullable Participation participation;
    private Sockets.@Nullable Slot place;
    private @Nullable Packet incomplete;
    private int awaited;
    private long awaitedBytes;

    SocketIoSession(EngineSession session, SocketIoParts parts) {
        this.session = session;
        this.parts = parts;
        this.allowance = new Bucket(parts.limits().messages(), parts.limits().messagesPer());
        this.replies = new Replies(session);
        expectConnect();
    }

    private void expectConnect() {
        deadline = System.nanoTime() + parts.settings().connectTimeout().toNanos();
    }

    @Override
    public void text(String message) {
        guarded(() -> {
            if (awaited > 0) {
                throw new Malformed("text where an attachment should be");
            }
            Packet packet = Packet.read(message, parts.settings().attachments());
            if (packet.binary()) {
                Placeholders.check(packet.data(), packet.attachments());
                incomplete = packet;
                awaited = packet.attachments();
                awaitedBytes = message.length();
            } else {
                accept(packet);
            }
        });
    }

    /// Attachments are counted and not kept: no event of ours takes any.
    @Override
    public void binary(byte[] message) {
        guarded(() -> {
            Packet packet = incomplete;
            awaitedBytes += message.length;
            if (packet == null || awaitedBytes > parts.settings().maxPayload().toBytes()) {
                throw new Malformed("an attachment that nothing announced, or too many bytes of them");
            }
            if (--awaited == 0) {
                incomplete = null;
                accept(packet);
            }
        });
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Malformed malformed) {
            LOG.debug("a session ends: {}", malformed.getMessage());
            session.close(CloseCode.PROTOCOL_ERROR);
        }
    }

    private void accept(Packet packet) {
        if (!packet.namespace().equals(Packet.ROOT)) {
            foreign(packet);
            return;
        }
        switch (packet.type()) {
            case CONNECT -> connect(packet);
            case DISCONNECT -> disconnect();
            case EVENT, BINARY_EVENT -> event(packet);
            // we ask for none, so that there is nothing to do with one
            case ACK, BINARY_ACK -> connected();
            case CONNECT_ERROR -> throw new Malformed("a server's packet");
        }
    }

    private void foreign(Packet packet) {
        if (packet.type() != Packet.Type.CONNECT || !allowance.take(System.nanoTime())) {
            throw new Malformed("a packet for a namespace that is not connected");
        }
        session.send(Frames.noNamespace(packet.namespace()));
    }

    private void connect(Packet packet) {
        if (participation != null || !allowance.take(System.nanoTime())) {
            throw new Malformed("one CONNECT too many");
        }
        try {
            ConnectRequest request = ConnectRequest.read(packet.data(), session.opening());
            Admission admission = parts.admissions().admit(request, session.opening());
            place = parts.sockets().slot(admission.accountId());
            Participation opened = switch (admission) {
                case Admission.Visiting visiting -> new Guest(session, visiting, parts);
                case Admission.Working working -> new Staff(session, working, parts);
            };
            participation = opened;
            opened.start();
        } catch (Problem problem) {
            disconnect();
            refuse(problem);
        }
    }

    /// A client that is refused does not come again by itself, one whose transport is closed does.
    private void refuse(Problem problem) {
        switch (problem.code().kind()) {
            case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT -> session.send(Frames.refused(problem));
            case TOO_MANY, UPSTREAM, INTERNAL -> session.close(CloseCode.RESTART);
        }
    }

    private void disconnect() {
        leave();
        expectConnect();
    }

    private void leave() {
        Participation left = participation;
        participation = null;
        if (left != null) {
            left.close();
        }
        Sockets.Slot free = place;
        place = null;
        if (free != null) {
            free.release();
        }
    }

    private Participation connected() {
        Participation open = participation;
        if (open == null || !open.isOpen()) {
            throw new Malformed("a packet before CONNECT is answered");
        }
        return open;
    }

    private void event(Packet packet) {
        Participation open = connected();
        ClientEvent event = parts.reader().read(packet.data(), packet.binary());
        if (allowance.take(System.nanoTime())) {
            open.event(event, packet.ack());
            return;
        }
        parts.meters().limited();
        replies.failed(
                packet.ack(),
                EventReader.id(event),
                Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many messages")
                        .advise("Send it again in a moment, with the same id."));
    }

    @Override
    public void tick(long nanos) {
        Participation open = participation;
        if (open == null || !open.isOpen()) {
            if (nanos - deadline > 0) {
                session.close(CloseCode.POLICY);
                return;
            }
        }
        if (open == null) {
            return;
        }
        if (open.live()) {
            open.tick(nanos);
        } else {
            // the one reason for which a client shall not come again
            session.send(Frames.DISCONNECT);
            session.close(CloseCode.UNAUTHENTICATED);
        }
    }

    @Override
    public void closed() {
        leave();
    }
}
