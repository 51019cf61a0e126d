package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WireJson;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The inboxes of all accounts, as `account.updated` tells them; the service starts once it has read them all. Each
/// service asks them what it needs to know in a class of its own.
public abstract class KnownInboxes extends TopicFollower {
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Map<String, AccountUpdated.Inbox> inboxes = new ConcurrentHashMap<>();

    /// @param reader the name of the reader at the broker
    protected KnownInboxes(Brokers brokers, String reader) {
        super(brokers, reader, List.of(AccountUpdated.TOPIC), TailReader.From.BEGINNING, STARTUP);
    }

    /// The account's first inbox of that channel in which conversations may begin.
    public final Optional<UUID> of(UUID accountId, Channel channel) {
        return inboxes.values().stream()
                .filter(inbox -> inbox.accountId().equals(accountId) && inbox.channel() == channel && inbox.open())
                .map(AccountUpdated.Inbox::inboxId)
                .min(Comparator.comparing(UUID::toString));
    }

    /// Any account's, archived ones too; null where it is not told yet.
    protected final AccountUpdated.@Nullable Inbox named(UUID inboxId) {
        return inboxes.get("inbox:" + inboxId);
    }

    /// Takes one fact after the other, on the reader's thread.
    ///
    /// @param fact null where what stood under the key is gone
    protected void take(String key, @Nullable AccountUpdated fact) {
        if (fact instanceof AccountUpdated.Inbox inbox) {
            inboxes.put(key, inbox);
        } else if (fact == null) {
            inboxes.remove(key);
        }
    }

    @Override
    protected final void hear(ConsumerRecord<String, byte[]> record) {
        take(record.key(), record.value() == null ? null : WireJson.read(record.value(), AccountUpdated.class));
    }
}
