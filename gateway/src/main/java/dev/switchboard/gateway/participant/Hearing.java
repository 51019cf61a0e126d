package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.feed.FeedListener;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Makes of the feed what a visitor may hear: its own message comes back as acknowledged, notes between colleagues
/// never come.
final class Hearing implements FeedListener {
    private final Seat seat;
    private final PendingAcks pending;
    private final VisitorListener listener;
    private final ParticipantMeters meters;
    private final Typists typists;
    private long lastSeq;
    private @Nullable UUID customerId;

    Hearing(Seat seat, PendingAcks pending, VisitorListener listener, ParticipantMeters meters) {
        this.seat = seat;
        this.pending = pending;
        this.listener = listener;
        this.meters = meters;
        this.typists = new Typists(listener::typing);
    }

    /// The last message that the visitor was given; 0 before the first.
    long lastSeq() {
        return lastSeq;
    }

    @Nullable
    UUID customerId() {
        return customerId;
    }

    @Override
    public void resumed(boolean recovered, long since, long last) {
        listener.resumed(recovered, since, last);
    }

    @Override
    public void message(FeedItem<MessageCreated> item, boolean missed) {
        MessageCreated message = item.fact();
        if (!message.visibleToCustomer()) {
            return;
        }
        lastSeq = message.seq();
        customerId = message.customerId();
        if (message.author().kind() != Author.Kind.CUSTOMER) {
            typists.spoke(message.author());
            listener.message(item, missed, false);
            return;
        }
        String key = message.deduplicationKey();
        boolean own = key != null && acknowledges(message.address(), key);
        listener.message(item, missed, own);
        if (own && key != null) {
            listener.acknowledged(new Receipt(key, message.messageId(), message.seq(), message.occurredAt(), item));
        }
    }

    /// Whether it was this visitor who waited for the message.
    private boolean acknowledges(Address address, String key) {
        if (!address.equals(seat.address())) {
            return false;
        }
        OptionalLong since = pending.take(key);
        since.ifPresent(nanos -> meters.acknowledged(System.nanoTime() - nanos));
        return since.isPresent();
    }

    @Override
    public void updated(FeedItem<MessageUpdated> item) {
        switch (item.fact()) {
            case MessageUpdated.Repeated repeated -> {
                if (acknowledges(repeated.address(), repeated.deduplicationKey())) {
                    listener.acknowledged(new Receipt(
                            repeated.deduplicationKey(),
                            repeated.messageId(),
                            repeated.seq(),
                            repeated.occurredAt(),
                            null));
                }
            }
            case MessageUpdated.Refused refused -> {
                if (refused.address().equals(seat.address())
                        && pending.take(refused.deduplicationKey()).isPresent()) {
                    listener.failed(refused.deduplicationKey(), Problem.of(code(refused.code()), refused.detail()));
                }
            }
            case MessageUpdated.Edited edited when edited.kind() == MessageCreated.Kind.NOTE -> {}
            case MessageUpdated.Deleted deleted when deleted.kind() == MessageCreated.Kind.NOTE -> {}
            case MessageUpdated.Edited _,
                    MessageUpdated.Deleted _,
                    MessageUpdated.Seen _,
                    MessageUpdated.Transcribed _,
                    MessageUpdated.DeliveryChanged _ -> listener.updated(item);
            case MessageUpdated.Unknown _ -> {}
        }
    }

    @Override
    public void conversation(FeedItem<ConversationUpdated> item) {
        if (item.fact() instanceof ConversationUpdated.OwnerChanged changed && changed.owner() != Owner.BOT) {
            typists.stop(Author.bot());
        }
        listener.conversation(item);
    }

    /// A bot stops with its message, with the notice of a hand-over or when a person takes the conversation, and not a
    /// moment before.
    @Override
    public void typing(FeedItem<TypingChanged> item) {
        TypingChanged typing = item.fact();
        switch (typing.by().kind()) {
            case CUSTOMER -> {}
            case BOT, AGENT, SYSTEM -> {
                if (typing.typing()) {
                    typists.begin(typing.by(), System.nanoTime());
                    if (typing.partial() != null && typing.by().kind() == Author.Kind.BOT) {
                        listener.partial(item);
                    }
                } else if (typing.by().kind() != Author.Kind.BOT) {
                    typists.stop(typing.by());
                }
            }
        }
    }

    @Override
    public Mono<Void> flushed() {
        return listener.flushed();
    }

    void tick(long nanos) {
        typists.tick(nanos);
    }

    private static ProblemCode code(String text) {
        try {
            return ProblemCode.of(text);
        } catch (IllegalArgumentException _) {
            return ProblemCode.INVALID_REQUEST;
        }
    }
}
