package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Spans;
import dev.switchboard.common.service.Trace;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Takes what the topics tell of conversations to this gateway's subscribers. A fact that concerns nobody here is
/// never parsed whole.
public final class Feed {
    static final Map<String, Class<? extends Fact>> TOPICS = Map.of(
            MessageCreated.TOPIC, MessageCreated.class,
            MessageUpdated.TOPIC, MessageUpdated.class,
            ConversationUpdated.TOPIC, ConversationUpdated.class,
            TypingChanged.TOPIC, TypingChanged.class);

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /// The header with a fact's place in the feed of its account.
    private static final String POS = "ce_feedpos";

    private static final String TYPE = "ce_type";
    private static final String CREATED = "conversation.created.v1";

    private final Rooms rooms = new Rooms();
    private final AccountRooms accountRooms = new AccountRooms();
    private final Lobbies lobbies = new Lobbies();
    private final FeedClient client;
    private final FeedSettings settings;
    private final FeedMeters meters;
    private final Spans spans;
    private volatile BooleanSupplier live = () -> false;

    Feed(FeedClient client, FeedSettings settings, FeedMeters meters, Spans spans) {
        this.spans = spans;
        this.client = client;
        this.settings = settings;
        this.meters = meters;
        meters.rooms(rooms::count);
    }

    /// Whether facts are heard: before that, a subscriber could miss its own messages.
    public boolean live() {
        return live.getAsBoolean();
    }

    void liveWhen(BooleanSupplier reading) {
        live = reading;
    }

    /// Hears from now on; `Subscription.start` says from which `seq` on it wants more.
    ///
    /// @param loop where the listener is called; one thread
    public Subscription subscribe(Place place, Executor loop, FeedListener listener) {
        return new Subscription(this, place, loop, listener);
    }

    /// Everything of an account, for its agents; `AccountSubscription.start` says from where on.
    ///
    /// @param loop where the listener is called; one thread
    public AccountSubscription subscribe(UUID accountId, Executor loop, AccountListener listener) {
        return new AccountSubscription(this, accountId, loop, listener);
    }

    /// Conversations that begin from now on.
    ///
    /// @param whose a customer or an account
    /// @param loop where `told` is called; one thread
    public Lobby lobby(UUID whose, Executor loop, Consumer<FeedItem<ConversationUpdated>> told) {
        Lobby lobby = new Lobby(lobbies, whose, loop, told);
        lobbies.join(lobby);
        return lobby;
    }

    AccountRooms accountRooms() {
        return accountRooms;
    }

    /// Whether anybody has written at a place.
    ///
    /// @return fails with a `Problem` when conversation-service does not say
    public Mono<Boolean> isUsed(Place place) {
        return client.read(place, Long.MAX_VALUE)
                .map(page -> page.conversationId() != null)
                .onErrorMap(
                        error -> !(error instanceof Problem),
                        _ -> Problem.of(ProblemCode.UNAVAILABLE, "The service does not answer")
                                .advise("Try again in a moment."));
    }

    Rooms rooms() {
        return rooms;
    }

    FeedClient client() {
        return client;
    }

    FeedSettings settings() {
        return settings;
    }

    FeedMeters meters() {
        return meters;
    }

    void read(ConsumerRecords<String, byte[]> records) {
        Deliveries deliveries = new Deliveries();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                if (record.key() != null && record.value() != null) {
                    dispatch(record, deliveries);
                }
            } catch (RuntimeException e) {
                meters.unreadable();
                Trace.parse(TailReader.header(record, Trace.HEADER)).bind();
                LOG.warn("offset {} of {}-{} is no fact", record.offset(), record.topic(), record.partition(), e);
                Trace.unbind();
            }
        }
        deliveries.send();
    }

    private void dispatch(ConsumerRecord<String, byte[]> record, Deliveries deliveries) {
        Class<? extends Fact> type = TOPICS.get(record.topic());
        List<Room> here = concerned(record);
        List<AccountSubscription> desks = desks(record);
        boolean begins = !lobbies.isEmpty() && CREATED.equals(TailReader.header(record, TYPE));
        if (type != null && (begins || !(here.isEmpty() && desks.isEmpty()))) {
            Spans.Begun begun = begin(record);
            FeedItem<Fact> item = new FeedItem<>(WireJson.read(record.value(), type));
            here.forEach(room -> room.deliver(item, deliveries));
            if (!desks.isEmpty()) {
                long pos = pos(record);
                desks.forEach(desk -> desk.hear(item, pos));
            }
            if (begins && item.fact() instanceof ConversationUpdated) {
                lobbies.tell(item.of(ConversationUpdated.class));
            }
            begun.end();
        }
    }

    /// A message has arrived where somebody hears it.
    private Spans.Begun begin(ConsumerRecord<String, byte[]> record) {
        return spans.areTold() && record.topic().equals(MessageCreated.TOPIC)
                ? spans.begin(SpanKind.CONSUMER, "hear " + record.topic(), TailReader.header(record, Trace.HEADER))
                : Spans.NOTHING;
    }

    private List<AccountSubscription> desks(ConsumerRecord<String, byte[]> record) {
        UUID account = accountRooms.isEmpty() ? null : FactPeek.account(record.value());
        return account == null ? List.of() : accountRooms.of(account);
    }

    private static long pos(ConsumerRecord<String, byte[]> record) {
        String pos = TailReader.header(record, POS);
        return pos == null ? 0 : Long.parseLong(pos);
    }

    private List<Room> concerned(ConsumerRecord<String, byte[]> record) {
        return switch (record.topic()) {
            case MessageUpdated.TOPIC -> {
                // an answer to a sender may name another conversation than the sender's, or none
                Place sender = FactPeek.place(record.value());
                yield sender == null ? rooms.of(record.key()) : rooms.of(record.key(), sender);
            }
            case MessageCreated.TOPIC, ConversationUpdated.TOPIC -> {
                Place place = rooms.anyUnnamed() ? FactPeek.place(record.value()) : null;
                if (place != null) {
                    rooms.name(place, UUID.fromString(record.key()));
                }
                yield rooms.of(record.key());
            }
            default -> rooms.of(record.key());
        };
    }
}
