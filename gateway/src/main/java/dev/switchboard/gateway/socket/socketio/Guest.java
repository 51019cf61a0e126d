package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.participant.Visitor;
import dev.switchboard.gateway.presence.Handle;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/// A visitor. Its seat is known when it connects, or its first message decides it; what it says waits until the feed
/// has said where the conversation stands, for the answer comes from the feed.
final class Guest implements Participation, GuestEvents.Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Guest.class);
    private static final int MOST_HELD = 64;

    private final EngineSession session;
    private final Admission.Visiting admission;
    private final SocketIoParts parts;
    private final Instant since;
    private final Welcome welcome;
    private final Replies replies;
    private final Disposable.Swap starting = Disposables.swap();
    private final Deque<Runnable> held = new ArrayDeque<>(1);
    private @Nullable Occupancy occupancy;
    private boolean started;

    /// A seat that is taken.
    private record Occupancy(Seat seat, Visitor visitor, GuestEvents events, Handle presence) {}

    Guest(EngineSession session, Admission.Visiting admission, SocketIoParts parts) {
        this.session = session;
        this.admission = admission;
        this.parts = parts;
        this.since = parts.clock().instant();
        this.welcome = new Welcome(session, parts.recoveries(), since);
        this.replies = new Replies(session);
    }

    @Override
    public void start() {
        Seat seat = admission.seat();
        if (seat == null) {
            welcome.fresh(admission.accountId(), admission.inboxId(), null);
            return;
        }
        Recoveries.Earlier earlier = admission.earlier();
        boolean told = earlier == null || earlier.recovery().sessionId() != null;
        Occupancy taken = take(seat, told);
        if (earlier == null) {
            begin(taken.visitor().start(null), () -> fresh(taken));
            return;
        }
        Long position = admission.position() == null ? earlier.recovery().start() : admission.position();
        // CONNECT is answered when the feed says whether it can go on
        begin(
                position == null
                        ? taken.visitor().startSince(earlier.recovery().issuedAt())
                        : taken.visitor().start(position),
                () -> {});
    }

    private Occupancy take(Seat seat, boolean told) {
        GuestEvents events = new GuestEvents(session, seat, told, replies, this);
        Visitor visitor = new Visitor(seat, session.loop(), events, parts.participants());
        Handle presence = parts.presence()
                .enter(
                        seat.accountId(),
                        Member.visitor(seat.address()),
                        Meta.visitor(since, seat.userId(), seat.sessionId()).on(admission.page()));
        Occupancy taken = new Occupancy(seat, visitor, events, presence);
        occupancy = taken;
        return taken;
    }

    private void begin(Mono<Void> start, Runnable then) {
        starting.update(start.subscribe(
                _ -> {}, error -> LOG.error("a visitor's conversation cannot be started", error), () -> {
                    started = true;
                    then.run();
                    for (Runnable next = held.pollFirst(); next != null; next = held.pollFirst()) {
                        next.run();
                    }
                }));
    }

    private void fresh(Occupancy taken) {
        welcome.fresh(taken.seat(), taken.visitor().position());
    }

    @Override
    public void heard() {
        Occupancy taken = occupancy;
        if (taken != null && !welcome.given()) {
            fresh(taken);
        }
    }

    @Override
    public void resumed(boolean recovered) {
        Occupancy taken = occupancy;
        Recoveries.Earlier earlier = admission.earlier();
        if (taken == null || session.isClosed()) {
            return;
        }
        if (welcome.given()) {
            // more is missing than is sent again: the client learns it when it comes back
            if (!recovered) {
                session.close(CloseCode.RESTART);
            }
        } else if (recovered && earlier != null) {
            welcome.back(earlier);
        } else {
            taken.events().told();
            fresh(taken);
        }
    }

    @Override
    public boolean isOpen() {
        return welcome.given();
    }

    @Override
    public void event(ClientEvent event, @Nullable Long ack) {
        switch (event) {
            case ClientEvent.Said said -> said(said, ack);
            case ClientEvent.Typed typed -> {
                if (occupancy != null) {
                    occupancy.visitor().type(typed.typing());
                }
            }
            case ClientEvent.Seen _ -> {
                if (occupancy != null) {
                    occupancy.visitor().seen();
                }
            }
            case ClientEvent.OnlineAsked _ ->
                replies.failed(ack, null, Problem.of(ProblemCode.FORBIDDEN, "Only staff may see who is online"));
            case ClientEvent.Wrong wrong -> replies.failed(ack, wrong.id(), wrong.problem());
        }
    }

    private void said(ClientEvent.Said said, @Nullable Long ack) {
        try {
            Admissions.tenant(said.tenantId(), admission.accountId());
            Occupancy taken = seated(said);
            page(taken, said);
            if (started) {
                say(taken, said, ack);
            } else if (held.size() < MOST_HELD) {
                held.addLast(() -> say(taken, said, ack));
            } else {
                replies.failed(ack, said.id(), Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many messages wait"));
            }
        } catch (Problem problem) {
            replies.failed(ack, said.id(), problem);
        }
    }

    private Occupancy seated(ClientEvent.Said said) {
        Occupancy taken = occupancy;
        if (taken == null) {
            Seat seat = parts.admissions().seat(admission, said.userId(), said.sessionId());
            Occupancy first = take(seat, false);
            begin(
                    first.visitor().start(null),
                    () -> first.events().began(first.visitor().position()));
            return first;
        }
        if (said.sessionId() != null && !said.sessionId().equals(taken.seat().sessionId())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "This connection is in another session")
                    .advise("Open a connection for each session.");
        }
        return taken;
    }

    private static void say(Occupancy taken, ClientEvent.Said said, @Nullable Long ack) {
        String id = said.id() == null ? Ids.next().toString() : said.id();
        taken.events().expect(id, said.id() != null, ack);
        taken.visitor().say(id, said.text(), List.of(), said.labels(), said.profile(), said.sentAt());
    }

    /// A widget says with each message which page it is on.
    private static void page(Occupancy taken, ClientEvent.Said said) {
        String url = said.labels().get("url");
        if (url != null) {
            Page page = new Page(url, said.labels().get("domain"), said.labels().get("origin"), null);
            taken.presence().update(taken.presence().meta().on(page));
        }
    }

    @Override
    public void tick(long nanos) {
        Occupancy taken = occupancy;
        if (taken != null) {
            taken.visitor().tick(nanos);
            MessageCreated last = taken.events().last();
            if (last != null && taken.presence().meta().conversationId() == null) {
                taken.presence()
                        .update(taken.presence().meta().known(last.customerId()).in(last.conversationId()));
            }
        }
    }

    @Override
    public boolean live() {
        return occupancy == null
                ? parts.admissions().live(admission)
                : parts.admissions().live(occupancy.seat());
    }

    @Override
    public void close() {
        starting.dispose();
        held.clear();
        if (occupancy != null) {
            occupancy.visitor().close();
            occupancy.presence().close();
        }
    }
}
