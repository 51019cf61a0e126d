package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Provider;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.messaging.Received;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Makes jobs of the messages that the desk, the AI or the suite itself says to a customer on a provider's channel.
@Component
class JobQueue {
    private final DatabaseClient database;
    private final Outbox outbox;
    private final DeliveryWorkers workers;
    private final Map<Channel, Provider> providers;
    private final Clock clock;

    JobQueue(DatabaseClient database, Outbox outbox, DeliveryWorkers workers, List<Provider> providers, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.workers = workers;
        this.providers = providers.stream().collect(Collectors.toMap(Provider::channel, Function.identity()));
        this.clock = clock;
    }

    /// Runs in the consumer's transaction.
    Mono<Void> add(List<Received<MessageCreated>> outgoing) {
        return workers.wakeAfterCommit()
                .thenMany(Flux.fromIterable(outgoing))
                .concatMap(received -> insert(received).map(_ -> received))
                .map(received -> new Outbox.Traced(queued(received.fact()), received.trace()))
                .collectList()
                .flatMap(outbox::tellTraced);
    }

    boolean goesOut(MessageCreated message) {
        return message.author().kind() != Author.Kind.CUSTOMER
                && message.visibleToCustomer()
                && providers.containsKey(message.address().channel())
                && !Boolean.parseBoolean(message.metadata().get("sentOutside"));
    }

    /// Empty when the message is queued already.
    private Mono<Long> insert(Received<MessageCreated> received) {
        MessageCreated message = received.fact();
        Channel channel = message.address().channel();
        List<String> parts = parts(channel, message.body());
        List<UUID> ids = new ArrayList<>();
        parts.forEach(_ -> ids.add(Ids.next()));
        return database.sql("""
                        INSERT INTO delivery (id, account_id, inbox_id, conversation_id, message_id, part, parts, seq,
                            channel, recipient, body, traceparent)
                        SELECT id, $3, $4, $5, $6, part - 1, $7, $8, $9, $10, body, $11
                        FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS p (id, body, part)
                        WHERE NOT EXISTS (SELECT 1 FROM erased_conversation WHERE conversation_id = $5)
                        ON CONFLICT DO NOTHING
                        """)
                .bind(0, ids.toArray(UUID[]::new))
                .bind(1, parts.toArray(String[]::new))
                .bind(2, message.accountId())
                .bind(3, message.address().inboxId())
                .bind(4, message.conversationId())
                .bind(5, message.messageId())
                .bind(6, parts.size())
                .bind(7, message.seq())
                .bind(8, channel.name().toLowerCase(Locale.ROOT))
                .bind(9, message.address().identity())
                .bind(10, received.trace())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0);
    }

    private List<String> parts(Channel channel, String body) {
        Provider provider = providers.get(channel);
        return provider == null ? List.of() : provider.parts(body);
    }

    private DeliveryUpdated queued(MessageCreated message) {
        return new DeliveryUpdated(
                Ids.next(),
                message.accountId(),
                message.conversationId(),
                clock.instant(),
                message.messageId(),
                DeliveryUpdated.Status.QUEUED,
                null,
                null);
    }
}
