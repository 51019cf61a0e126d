package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.problem.Problem;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

/// The inboxes of all accounts (and, in `Staff`, their people), as `account.updated` tells them; the service starts
/// once it has read them all.
@Component
public class Inboxes implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Inboxes.class);

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Map<String, AccountUpdated.Inbox> inboxes = new ConcurrentHashMap<>();
    private final Staff staff;
    private final TailReader tail;

    Inboxes(Environment environment, Staff staff) {
        this.staff = staff;
        this.tail = new TailReader(
                environment.getRequiredProperty("switchboard.messaging.bootstrap"),
                "channel-inboxes",
                List.of(AccountUpdated.TOPIC),
                TailReader.From.BEGINNING,
                records -> records.forEach(this::hear));
    }

    /// The account's first inbox of that channel.
    public Optional<UUID> of(UUID accountId, Channel channel) {
        return inboxes.values().stream()
                .filter(inbox -> inbox.accountId().equals(accountId) && inbox.channel() == channel)
                .map(AccountUpdated.Inbox::inboxId)
                .min(Comparator.comparing(UUID::toString));
    }

    /// @throws Problem `INVALID_REQUEST` where the account has no such inbox of that channel
    public void require(UUID accountId, UUID inboxId, Channel channel) {
        AccountUpdated.Inbox inbox = inboxes.get("inbox:" + inboxId);
        if (inbox == null || !inbox.accountId().equals(accountId)) {
            throw Problem.field("inbox_id", "is no inbox of this account");
        }
        if (inbox.channel() != channel) {
            throw Problem.field(
                    "inbox_id",
                    "is an inbox of the channel " + inbox.channel().name().toLowerCase(Locale.ROOT));
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            inboxes.remove(record.key());
            staff.remove(record.key());
            return;
        }
        try {
            switch (WireJson.read(record.value(), AccountUpdated.class)) {
                case AccountUpdated.Inbox inbox -> inboxes.put(record.key(), inbox);
                case AccountUpdated.User user -> staff.put(user);
                case AccountUpdated.Account _,
                        AccountUpdated.ApiKey _,
                        AccountUpdated.SessionRevoked _,
                        AccountUpdated.Unknown _ -> {}
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
