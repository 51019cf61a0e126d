package dev.switchboard.conversation.account;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.WireJson;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A replica of the accounts' inboxes and users in memory, kept by a `TailReader`. It lags behind admin-service by
/// milliseconds; nothing here is asked before it has caught up once.
public final class Directory {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final Duration LAG = Duration.ofSeconds(2);
    /// More are forgotten, and waited for once more.
    private static final int MOST_ABSENT = 10_000;

    private final Map<UUID, Inbox> inboxes = new ConcurrentHashMap<>();
    private final Set<UUID> absent = ConcurrentHashMap.newKeySet();
    private final Set<UUID> inactive = ConcurrentHashMap.newKeySet();
    private final Map<UUID, User> users = new ConcurrentHashMap<>();

    public Optional<Inbox> inbox(UUID accountId, UUID inboxId) {
        return Optional.ofNullable(inboxes.get(inboxId))
                .filter(inbox -> inbox.accountId().equals(accountId));
    }

    /// The account's first inbox for pages; none where the account is not active.
    public Optional<Inbox> webInbox(UUID accountId) {
        return inboxOf(accountId, Channel.WEB);
    }

    /// The account's first inbox of a channel; none where the account is not active.
    public Optional<Inbox> inboxOf(UUID accountId, Channel channel) {
        return inboxesOf(accountId, channel).stream().findFirst();
    }

    /// Of all accounts or of one, those whose outside bot has a secret.
    public List<Inbox> withBots(@Nullable UUID accountId) {
        return inboxes.values().stream()
                .filter(inbox -> inbox.botSecret() != null && inbox.open() && isActive(inbox.accountId()))
                .filter(inbox -> accountId == null || inbox.accountId().equals(accountId))
                .toList();
    }

    public List<Inbox> inboxesOf(UUID accountId, Channel channel) {
        return inboxes.values().stream()
                .filter(inbox -> inbox.accountId().equals(accountId) && inbox.channel() == channel && inbox.open())
                .filter(_ -> isActive(accountId))
                .sorted(Comparator.comparing(inbox -> inbox.inboxId().toString()))
                .toList();
    }

    /// One of the account's inboxes for pages; none where the account is not active.
    public Optional<Inbox> webInbox(UUID accountId, UUID inboxId) {
        return inbox(accountId, inboxId)
                .filter(inbox -> inbox.channel() == Channel.WEB && inbox.open())
                .filter(_ -> isActive(accountId));
    }

    public boolean isActive(UUID accountId) {
        return !inactive.contains(accountId);
    }

    /// Who speaks first in a conversation of this inbox.
    public Owner firstOwner(UUID accountId, UUID inboxId) {
        boolean answered = inbox(accountId, inboxId)
                .filter(inbox -> inbox.responder() != Responder.NONE)
                .isPresent();
        return answered ? Owner.BOT : Owner.QUEUE;
    }

    public Optional<User> user(UUID accountId, UUID userId) {
        return Optional.ofNullable(users.get(userId))
                .filter(user -> user.accountId().equals(accountId));
    }

    public Optional<User> user(UUID accountId, int number) {
        return people(accountId).stream()
                .filter(user -> user.number() == number)
                .findFirst();
    }

    /// Everybody who may log in, by number.
    public List<User> active(UUID accountId) {
        return people(accountId).stream().filter(User::active).toList();
    }

    /// Active people who answer customers, by number: the agents, or the administrators where there are none.
    public List<User> answering(UUID accountId) {
        List<User> active = active(accountId);
        List<User> agents = withRole(active, Set.of("agent"));
        return agents.isEmpty() ? withRole(active, Set.of("admin", "owner")) : agents;
    }

    /// Those of the people who are active and may answer customers.
    public List<User> active(UUID accountId, Collection<UUID> ids) {
        return ids.stream()
                .flatMap(id -> user(accountId, id).stream())
                .filter(user -> user.active() && !user.role().equals("viewer"))
                .toList();
    }

    /// Completes when all inboxes are known, or when they would have arrived if they existed. An inbox that never came
    /// is not waited for again.
    public Mono<Void> await(Set<UUID> inboxIds) {
        if (decided(inboxIds)) {
            return Mono.empty();
        }
        return Flux.interval(Duration.ofMillis(20))
                .onBackpressureDrop()
                .filter(_ -> decided(inboxIds))
                .next()
                .timeout(LAG, Mono.fromRunnable(() -> giveUp(inboxIds)))
                .then();
    }

    private boolean decided(Set<UUID> inboxIds) {
        return inboxIds.stream().allMatch(id -> inboxes.containsKey(id) || absent.contains(id));
    }

    private void giveUp(Set<UUID> inboxIds) {
        if (absent.size() > MOST_ABSENT) {
            absent.clear();
        }
        inboxIds.stream().filter(id -> !inboxes.containsKey(id)).forEach(absent::add);
    }

    public void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            forget(record.key());
            return;
        }
        try {
            switch (WireJson.read(record.value(), AccountUpdated.class)) {
                case Inbox inbox -> {
                    inboxes.put(inbox.inboxId(), inbox);
                    absent.remove(inbox.inboxId());
                }
                case User user -> users.put(user.userId(), user);
                case AccountUpdated.Account account -> {
                    if (account.active()) {
                        inactive.remove(account.accountId());
                    } else {
                        inactive.add(account.accountId());
                    }
                }
                case AccountUpdated.ApiKey _, AccountUpdated.SessionRevoked _, AccountUpdated.Unknown _ -> {}
            }
        } catch (RuntimeException e) {
            LOG.error("The account fact {} at offset {} cannot be read", record.key(), record.offset(), e);
        }
    }

    private void forget(String key) {
        if (key.startsWith("inbox:")) {
            inboxes.remove(UUID.fromString(key.substring("inbox:".length())));
        } else if (key.startsWith("user:")) {
            users.remove(UUID.fromString(key.substring("user:".length())));
        } else if (key.startsWith("account:")) {
            inactive.add(UUID.fromString(key.substring("account:".length())));
        }
    }

    private List<User> people(UUID accountId) {
        return users.values().stream()
                .filter(user -> user.accountId().equals(accountId))
                .sorted(Comparator.comparingInt(User::number))
                .toList();
    }

    private static List<User> withRole(List<User> users, Set<String> roles) {
        return users.stream().filter(user -> roles.contains(user.role())).toList();
    }
}
