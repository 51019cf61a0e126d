package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.feed.Subscription;
import dev.switchboard.gateway.ratelimit.Bucket;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.FactPublisher;
import dev.switchboard.gateway.socket.PendingAcks;
import dev.switchboard.gateway.socket.SocketMeters;
import dev.switchboard.gateway.socket.SocketSession;
import dev.switchboard.gateway.socket.SocketSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A visitor's socket: what the client says becomes a fact, and is acknowledged only when the feed tells that it is
/// recorded.
final class PlainSession implements SocketSession {
    private final Connection connection;
    private final Visit visit;
    private final Parts parts;
    private final PendingAcks pending;
    private final Bucket allowance;
    private final PlainListener listener;
    private final Subscription subscription;

    /// What every session of the protocol uses.
    static final class Parts {
        private final Visits visits;
        private final Feed feed;
        private final FactPublisher publisher;
        private final SocketSettings settings;
        private final SocketMeters meters;
        private final Clock clock;
        private final PlainReader reader;

        Parts(
                Visits visits,
                Feed feed,
                FactPublisher publisher,
                SocketSettings settings,
                SocketMeters meters,
                Clock clock) {
            this.visits = visits;
            this.feed = feed;
            this.publisher = publisher;
            this.settings = settings;
            this.meters = meters;
            this.clock = clock;
            this.reader = new PlainReader(settings);
        }
    }

    PlainSession(Connection connection, Visit visit, Parts parts) {
        this.connection = connection;
        this.visit = visit;
        this.parts = parts;
        this.pending = new PendingAcks(parts.settings);
        this.allowance = new Bucket(parts.settings.messages(), parts.settings.messagesPer());
        this.listener = new PlainListener(connection, visit.address(), pending, parts.meters, parts.clock);
        this.subscription = parts.feed.subscribe(visit.place(), connection.loop(), listener);
    }

    @Override
    public Mono<Void> start() {
        connection.send(PlainFrames.established("conn-" + Ids.next(), visit.userId(), visit.sessionId(), now()));
        return subscription.start(visit.since());
    }

    @Override
    public void receive(String text) {
        PlainInbound frame = parts.reader.read(text);
        if (!allowance.take(System.nanoTime())) {
            refuseForNow(frame.id(), "Too many messages");
            return;
        }
        switch (frame) {
            case PlainInbound.Text said -> say(said);
            case PlainInbound.HandoverRequest request ->
                tell(
                        request.id(),
                        new MessageReceived.PersonAsked(
                                Ids.next(), visit.accountId(), visit.address(), now(), Profile.NOTHING));
            case PlainInbound.Typing typed -> type(typed.isTyping());
            case PlainInbound.Audio audio ->
                refuse(
                        audio.id(),
                        Problem.of(ProblemCode.NOT_SUPPORTED, "Audio messages are not supported")
                                .advise("Send text."));
            case PlainInbound.Wrong wrong -> refuse(wrong.id(), wrong.problem());
        }
    }

    private void say(PlainInbound.Text said) {
        String id = said.id() == null ? Ids.next().toString() : said.id();
        if (!pending.add(id, System.nanoTime())) {
            refuseForNow(id, "Too many messages wait to be recorded");
            return;
        }
        MessageReceived.Said fact = new MessageReceived.Said(
                Ids.next(),
                visit.accountId(),
                visit.address(),
                now(),
                id,
                Profile.NOTHING,
                said.text(),
                List.of(),
                said.sentAt(),
                Map.of());
        parts.publisher.publish(
                fact,
                _ -> connection.loop().execute(() -> {
                    if (pending.take(id)) {
                        unknown(id);
                    }
                }));
    }

    /// Nobody hears of typing in a conversation that does not exist yet.
    private void type(boolean isTyping) {
        UUID conversation = subscription.conversationId();
        if (conversation != null) {
            Author customer = new Author(Author.Kind.CUSTOMER, null, null, null);
            tell(
                    null,
                    new TypingChanged(
                            Ids.next(), visit.accountId(), conversation, now(), customer, isTyping, null, null));
        }
    }

    private void tell(@Nullable String id, Fact fact) {
        parts.publisher.publish(fact, _ -> connection.loop().execute(() -> unknown(id)));
    }

    private void unknown(@Nullable String id) {
        parts.meters.unknownOutcome();
        refuse(
                id,
                Problem.of(ProblemCode.OUTCOME_UNKNOWN, "It is not known whether this was recorded")
                        .advise("Send it again with the same id."));
    }

    private void refuseForNow(@Nullable String id, String detail) {
        parts.meters.limited();
        refuse(
                id,
                Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, detail)
                        .advise("Send it again in a moment, with the same id."));
    }

    private void refuse(@Nullable String id, Problem problem) {
        connection.send(PlainFrames.error(id, problem, now()));
    }

    private Instant now() {
        return parts.clock.instant();
    }

    @Override
    public void tick(long nanos) {
        pending.expired(nanos).forEach(this::unknown);
        listener.tick(nanos);
    }

    @Override
    public boolean admitted() {
        return parts.visits.live(visit);
    }

    @Override
    public void closed() {
        subscription.close();
    }
}
