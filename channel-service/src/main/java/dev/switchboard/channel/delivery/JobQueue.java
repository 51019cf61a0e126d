package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Providers;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.messaging.Received;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Makes jobs of the messages that the desk, the AI or the suite itself says to a customer on a provider's channel.
@Component
class JobQueue {
    private final DatabaseClient database;
    private final Outbox outbox;
    private final DeliveryWorkers workers;
    private final Providers providers;
    private final DirectSends directs;
    private final Clock clock;

    JobQueue(
            DatabaseClient database,
            Outbox outbox,
            DeliveryWorkers workers,
            Providers providers,
            DirectSends directs,
            Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.workers = workers;
        this.providers = providers;
        this.directs = directs;
        this.clock = clock;
    }

    /// Runs in the consumer's transaction.
    Mono<Void> add(List<Received<MessageCreated>> outgoing) {
        return workers.wakeAfterCommit()
                .thenMany(Flux.fromIterable(outgoing))
                .concatMap(received -> isSentOutside(received.fact())
                        ? directs.place(received.fact())
                        : insert(received).map(_ -> queued(received)))
                .collectList()
                .flatMap(outbox::tellTraced);
    }

    private Outbox.Traced queued(Received<MessageCreated> received) {
        return new Outbox.Traced(queued(received.fact()), received.trace());
    }

    /// What goes out, and what has gone out directly and has its place in a conversation now.
    boolean goesOut(MessageCreated message) {
        return message.author().kind() != Author.Kind.CUSTOMER
                && message.visibleToCustomer()
                && providers.of(message.address().channel()).isPresent();
    }

    private static boolean isSentOutside(MessageCreated message) {
        return Boolean.parseBoolean(message.metadata().get("sentOutside"));
    }

    /// Empty when the message is queued already.
    private Mono<Long> insert(Received<MessageCreated> received) {
        MessageCreated message = received.fact();
        Channel channel = message.address().channel();
        List<UUID> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<@Nullable String> files = new ArrayList<>();
        boolean whole = providers.whole(channel);
        if (whole || !message.body().isBlank() || message.attachments().isEmpty()) {
            providers.parts(channel, message.body()).forEach(part -> {
                ids.add(Ids.next());
                texts.add(part);
                files.add(null);
            });
        }
        if (!whole) {
            message.attachments().forEach(file -> {
                ids.add(Ids.next());
                texts.add("");
                files.add(WireJson.write(file));
            });
        }
        return database.sql("""
                        INSERT INTO delivery (id, account_id, inbox_id, conversation_id, message_id, part, parts, seq,
                            channel, recipient, body, traceparent, file, thread, files, automatic)
                        SELECT id, $3, $4, $5, $6, part - 1, $7, $8, $9, $10, body, $11, file, $13,
                            CASE WHEN part = 1 THEN $14 END, $15
                        FROM unnest($1::uuid[], $2::text[], $12::text[]) WITH ORDINALITY AS p (id, body, file, part)
                        WHERE NOT EXISTS (SELECT 1 FROM erased_conversation WHERE conversation_id = $5)
                        ON CONFLICT DO NOTHING
                        """)
                .bind(0, ids.toArray(UUID[]::new))
                .bind(1, texts.toArray(String[]::new))
                .bind(2, message.accountId())
                .bind(3, message.address().inboxId())
                .bind(4, message.conversationId())
                .bind(5, message.messageId())
                .bind(6, ids.size())
                .bind(7, message.seq())
                .bind(8, channel.name().toLowerCase(Locale.ROOT))
                .bind(9, message.address().identity())
                .bind(10, received.trace())
                .bind(11, files.toArray(String[]::new))
                .bind(12, Parameter.fromOrEmpty(message.address().thread(), String.class))
                .bind(13, Parameter.fromOrEmpty(whole ? WireJson.write(message.attachments()) : null, String.class))
                .bind(14, message.author().kind() != Author.Kind.AGENT)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0);
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
