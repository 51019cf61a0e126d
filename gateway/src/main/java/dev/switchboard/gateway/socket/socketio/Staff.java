package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.ProblemHandler;
import dev.switchboard.gateway.feed.AccountListener;
import dev.switchboard.gateway.feed.AccountSubscription;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.participant.Agent;
import dev.switchboard.gateway.presence.Handle;
import dev.switchboard.gateway.presence.Watch;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Frame;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Somebody who works for the account: hears every message of it and who is online, and, when logged in, answers.
final class Staff implements Participation, AccountListener {
    private static final Logger LOG = LoggerFactory.getLogger(Staff.class);
    private static final int MOST_POSTS = 64;

    private final EngineSession session;
    private final Admission.Working admission;
    private final SocketIoParts parts;
    private final Welcome welcome;
    private final Replies replies;
    private final StaffSessions sessions = new StaffSessions();
    private final AccountSubscription subscription;
    private final StaffPresence visitors;
    private final Watch watch;
    private final @Nullable Agent agent;
    private final @Nullable Handle presence;
    private final Disposable.Swap starting = Disposables.swap();
    private final Disposable.Composite posts = Disposables.composite();

    /// @throws Problem when too many watch the account
    Staff(EngineSession session, Admission.Working admission, SocketIoParts parts) {
        this.session = session;
        this.admission = admission;
        this.parts = parts;
        this.welcome = new Welcome(session, parts.recoveries(), parts.clock().instant());
        this.replies = new Replies(session);
        UUID account = admission.accountId();
        this.visitors = new StaffPresence(session, welcome);
        this.watch = parts.presence().watch(account, visitors, session.loop());
        this.subscription = parts.feed().subscribe(account, session.loop(), this);
        Caller.Agent user = admission.caller() instanceof Caller.Agent known ? known : null;
        this.agent = user == null ? null : new Agent(user, parts.participants());
        this.presence = user == null
                ? null
                : parts.presence()
                        .enter(
                                account,
                                Member.user(user.userId(), user.number(), user.name()),
                                Meta.user(parts.clock().instant()));
    }

    @Override
    public void start() {
        Recoveries.Earlier earlier = admission.earlier();
        Long position = earlier == null || admission.position() != null
                ? admission.position()
                : earlier.recovery().start();
        Mono<Void> start = earlier == null || position != null
                ? subscription.start(position)
                : subscription.startSince(earlier.recovery().issuedAt());
        starting.update(
                start.subscribe(_ -> {}, error -> LOG.error("an account's feed cannot be started", error), () -> {
                    // one that goes on is answered when the feed says whether it can
                    if (earlier == null) {
                        fresh();
                    }
                }));
    }

    private void fresh() {
        if (!welcome.given()) {
            welcome.fresh(admission.accountId(), admission.owner(), subscription.position());
            visitors.welcomed(parts.presence().visitors(admission.accountId()));
        }
    }

    @Override
    public void resumed(boolean recovered, long since, long last) {
        Recoveries.Earlier earlier = admission.earlier();
        if (welcome.given()) {
            if (!recovered) {
                session.close(CloseCode.RESTART);
            }
        } else if (recovered && earlier != null) {
            welcome.back(earlier);
            visitors.welcomed(parts.presence().visitors(admission.accountId()));
        } else {
            fresh();
        }
    }

    @Override
    public void fact(FeedItem<?> item, long pos, boolean missed) {
        fresh();
        switch (item.fact()) {
            case MessageCreated message -> {
                sessions.heard(message);
                Frame frame = item.of(MessageCreated.class).as(AmoiqMessage.PLACED);
                session.send(pos == 0 ? frame : Frames.at(frame, Long.toString(pos)));
            }
            default -> {}
        }
    }

    @Override
    public Mono<Void> flushed() {
        return session.flushed();
    }

    @Override
    public boolean isOpen() {
        return welcome.given();
    }

    @Override
    public void event(ClientEvent event, @Nullable Long ack) {
        try {
            switch (event) {
                case ClientEvent.Said said -> said(said, ack);
                case ClientEvent.OnlineAsked asked -> {
                    Admissions.tenant(asked.tenantId(), admission.accountId());
                    OnlineUsers.Listed listed =
                            OnlineUsers.listed(parts.presence().visitors(admission.accountId()));
                    session.send(Frames.event("online_users_list", listed));
                    replies.done(ack, listed);
                }
                case ClientEvent.Typed typed ->
                    writer().type(sessions.conversation(typed.conversationId(), typed.sessionId()), typed.typing());
                case ClientEvent.Seen seen -> {
                    UUID conversation = sessions.conversation(seen.conversationId(), seen.sessionId());
                    run(writer().seen(conversation).thenReturn(new Replies.Done(true)), ack, null);
                }
                case ClientEvent.Wrong wrong -> replies.failed(ack, wrong.id(), wrong.problem());
            }
        } catch (Problem problem) {
            replies.failed(ack, EventReader.id(event), problem);
        }
    }

    private void said(ClientEvent.Said said, @Nullable Long ack) {
        Admissions.tenant(said.tenantId(), admission.accountId());
        UUID conversation = sessions.conversation(said.conversationId(), said.sessionId());
        String name = said.sessionId() == null ? conversation.toString() : said.sessionId();
        String key = said.id() == null ? Ids.next().toString() : said.id();
        run(
                writer().post(conversation, said.text(), false, key)
                        .map(posted ->
                                new Replies.Recorded(true, posted.messageId().toString(), name)),
                ack,
                said.id());
    }

    /// The client hears of the outcome, whatever it is.
    private void run(Mono<?> work, @Nullable Long ack, @Nullable String id) {
        if (posts.size() >= MOST_POSTS) {
            throw Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many messages wait to be recorded")
                    .advise("Send it again in a moment, with the same id.");
        }
        Disposable.Swap one = Disposables.swap();
        posts.add(one);
        one.update(work.publishOn(Schedulers.fromExecutor(session.loop()))
                .doFinally(_ -> posts.remove(one))
                .subscribe(
                        answer -> replies.done(ack, answer),
                        error -> replies.failed(ack, id, ProblemHandler.problem(error))));
    }

    private Agent writer() {
        if (agent == null) {
            throw Problem.of(ProblemCode.FORBIDDEN, "A secret key cannot write here")
                    .advise("Connect with the token of a login, or write over HTTP.");
        }
        return agent;
    }

    @Override
    public void tick(long nanos) {}

    @Override
    public boolean live() {
        return parts.admissions().live(admission);
    }

    @Override
    public void close() {
        starting.dispose();
        posts.dispose();
        subscription.close();
        watch.close();
        if (presence != null) {
            presence.close();
        }
    }
}
