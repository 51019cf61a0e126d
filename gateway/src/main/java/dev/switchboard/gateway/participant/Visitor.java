package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.feed.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A visitor on one connection, whatever its protocol: what it says becomes a fact, and is acknowledged only when the
/// feed tells that it is recorded. All calls come on the connection's loop.
public final class Visitor {
    private final Seat seat;
    private final Executor loop;
    private final VisitorListener listener;
    private final Participants parts;
    private final PendingAcks pending;
    private final Hearing hearing;
    private final Subscription subscription;

    /// Hears from now on; `start` says from which `seq` on it wants more.
    public Visitor(Seat seat, Executor loop, VisitorListener listener, Participants parts) {
        this.seat = seat;
        this.loop = loop;
        this.listener = listener;
        this.parts = parts;
        this.pending = new PendingAcks(parts.settings(), parts.backlog());
        this.hearing = new Hearing(seat, pending, listener, parts.meters());
        this.subscription = parts.feed().subscribe(seat.place(), loop, hearing);
    }

    /// Done when the visitor may speak: it is caught up, or its patience is over and the rest follows later.
    ///
    /// @param since the last `seq` that the client has; absent when it wants only what comes
    public Mono<Void> start(@Nullable Long since) {
        return subscription.start(since);
    }

    /// As `start`, for a client that knows no `seq`: it is given what was recorded after a moment.
    public Mono<Void> startSince(Instant moment) {
        return subscription.startSince(moment);
    }

    /// Says something. `acknowledged` or `failed` follows, once for each call.
    ///
    /// @param id the client's own, or made for it: with the same text it has one effect however often it comes
    public void say(
            String id,
            String text,
            List<Attachment> attachments,
            Map<String, String> metadata,
            Profile profile,
            @Nullable Instant sentAt) {
        if (!pending.add(id, System.nanoTime())) {
            parts.meters().limited();
            listener.failed(
                    id,
                    Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many messages wait to be recorded")
                            .advise("Send it again in a moment, with the same id."));
            return;
        }
        MessageReceived.Said fact = new MessageReceived.Said(
                Ids.next(),
                seat.accountId(),
                seat.address(),
                parts.now(),
                id,
                seat.profile(profile),
                text,
                attachments,
                sentAt,
                metadata);
        parts.publisher()
                .publish(
                        fact,
                        _ -> loop.execute(() -> {
                            if (pending.take(id).isPresent()) {
                                unknown(id);
                            }
                        }));
    }

    /// @param id told when it fails
    public void askForPerson(@Nullable String id) {
        tell(
                id,
                new MessageReceived.PersonAsked(
                        Ids.next(), seat.accountId(), seat.address(), parts.now(), seat.profile(Profile.NOTHING)));
    }

    /// Nobody hears of typing in a conversation that does not exist yet.
    public void type(boolean typing) {
        UUID conversation = conversationId();
        if (conversation != null) {
            tell(
                    null,
                    new TypingChanged(
                            Ids.next(), seat.accountId(), conversation, parts.now(), author(), typing, null, null));
        }
    }

    private Author author() {
        return new Author(Author.Kind.CUSTOMER, customerId(), null, null);
    }

    /// The client has shown everything that it was given.
    public void seen() {
        if (conversationId() != null) {
            Long seq = hearing.lastSeq() == 0 ? null : hearing.lastSeq();
            tell(null, new MessageReceived.Viewed(Ids.next(), seat.accountId(), seat.address(), parts.now(), seq));
        }
    }

    /// The conversation, once there is one.
    public @Nullable UUID conversationId() {
        return subscription.conversationId();
    }

    /// The customer, once it is known: by the conversation that was joined, or by a message.
    public @Nullable UUID customerId() {
        UUID told = hearing.customerId();
        return told == null ? seat.customerId() : told;
    }

    /// The last `seq` that the client was given, or that stood before it came; absent as long as none is known.
    public @Nullable Long position() {
        return subscription.position();
    }

    /// About once a second.
    public void tick(long nanos) {
        pending.expired(nanos).forEach(this::unknown);
        hearing.tick(nanos);
    }

    public void close() {
        pending.close();
        subscription.close();
    }

    private void tell(@Nullable String id, Fact fact) {
        parts.publisher().publish(fact, _ -> loop.execute(() -> unknown(id)));
    }

    private void unknown(@Nullable String id) {
        parts.meters().unknownOutcome();
        listener.failed(
                id,
                Problem.of(ProblemCode.OUTCOME_UNKNOWN, "It is not known whether this was recorded")
                        .advise("Send it again with the same id."));
    }
}
