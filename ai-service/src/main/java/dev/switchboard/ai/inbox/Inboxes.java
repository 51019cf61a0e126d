package dev.switchboard.ai.inbox;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.TailReader;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// The inboxes of all accounts, as `account.updated` tells them; the service starts once it has read them all.
@Component
public class Inboxes implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Inboxes.class);

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Map<String, AccountUpdated.Inbox> inboxes = new ConcurrentHashMap<>();
    private final TailReader tail;

    Inboxes(Environment environment) {
        this.tail = new TailReader(
                environment.getRequiredProperty("switchboard.messaging.bootstrap"),
                "ai-inboxes",
                List.of(AccountUpdated.TOPIC),
                TailReader.From.BEGINNING,
                records -> records.forEach(this::hear));
    }

    /// The account's first inbox of that channel.
    public Optional<UUID> of(UUID accountId, Channel channel) {
        return inboxes.values().stream()
                .filter(inbox -> inbox.accountId().equals(accountId) && inbox.channel() == channel && inbox.open())
                .map(AccountUpdated.Inbox::inboxId)
                .min(Comparator.comparing(UUID::toString));
    }

    /// Whether the built-in AI answers there, and not an outside bot or nobody. An inbox that is not told yet is one
    /// whose owner the conversation names.
    public boolean isOurs(UUID inboxId) {
        AccountUpdated.Inbox inbox = inboxes.get("inbox:" + inboxId);
        return inbox == null || inbox.responder() == AccountUpdated.Responder.AI;
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            inboxes.remove(record.key());
            return;
        }
        try {
            if (WireJson.read(record.value(), AccountUpdated.class) instanceof AccountUpdated.Inbox inbox) {
                inboxes.put(record.key(), inbox);
            }
        } catch (JacksonException e) {
            LOG.error("An account fact at {} is not readable", record.offset(), e);
        }
    }

    @Override
    public void start() {
        tail.start();
        tail.awaitCaughtUp(STARTUP);
    }

    @Override
    public void stop() {
        tail.stop();
    }

    @Override
    public boolean isRunning() {
        return tail.isRunning();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
