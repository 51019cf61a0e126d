package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// This gateway's copy of everybody's keys, people and inboxes, read whole from `account.updated`. Nobody is known
/// whose account is not known and active.
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int PURGE_EVERY = 1000;
    /// News may come as much later than the login that they are about.
    private static final Duration NEW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Map<String, AccountUpdated> state = new ConcurrentHashMap<>();
    private final Map<String, AccountUpdated.ApiKey> keys = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile BooleanSupplier complete = () -> false;
    private int revocations;
    private volatile long changes;

    Accounts(Clock clock) {
        this.clock = clock;
    }

    /// Whether everything that was told before this gateway started is known.
    public boolean complete() {
        return complete.getAsBoolean();
    }

    void completeWhen(BooleanSupplier caughtUp) {
        complete = caughtUp;
    }

    void read(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                apply(
                        record.key(),
                        record.value() == null ? null : WireJson.read(record.value(), AccountUpdated.class));
            } catch (JacksonException e) {
                LOG.error("offset {} of {} is no fact of an account", record.offset(), record.topic(), e);
            }
        }
    }

    /// How often anything has changed: what was asked before needs no asking again while this stays.
    public long changes() {
        return changes;
    }

    /// @param fact null when the entity is gone
    synchronized void apply(String key, @Nullable AccountUpdated fact) {
        AccountUpdated before = fact == null ? state.remove(key) : state.put(key, fact);
        if (before instanceof AccountUpdated.ApiKey old) {
            keys.remove(old.hash());
        }
        if (fact instanceof AccountUpdated.ApiKey now) {
            keys.put(now.hash(), now);
        }
        if (fact instanceof AccountUpdated.SessionRevoked && ++revocations % PURGE_EVERY == 0) {
            state.values()
                    .removeIf(f -> f instanceof AccountUpdated.SessionRevoked session
                            && session.expiresAt().isBefore(clock.instant()));
        }
        changes++;
    }

    AccountUpdated.@Nullable ApiKey key(String hash) {
        AccountUpdated.ApiKey key = keys.get(hash);
        return key != null && key.opens(clock.instant()) && active(key.accountId()) ? key : null;
    }

    boolean keyLives(UUID keyId) {
        return state.get("api_key:" + keyId) instanceof AccountUpdated.ApiKey key
                && key.opens(clock.instant())
                && active(key.accountId());
    }

    AccountUpdated.@Nullable User user(UUID accountId, UUID userId) {
        return state.get("user:" + userId) instanceof AccountUpdated.User user
                        && user.accountId().equals(accountId)
                        && user.active()
                        && active(accountId)
                ? user
                : null;
    }

    /// Waits, 2 s at most, for news that are on their way here.
    Mono<Void> await(BooleanSupplier heard) {
        return Flux.interval(Duration.ZERO, LOOK_EVERY)
                .onBackpressureDrop()
                .takeUntil(_ -> heard.getAsBoolean())
                .take(PATIENCE)
                .then();
    }

    /// Waits for who has only just logged in: the answer to a registration may be faster than its news.
    Mono<Void> awaitNewcomer(Caller.Agent agent) {
        boolean isNew = Ids.time(agent.sessionId()).isAfter(clock.instant().minus(NEW));
        return isNew && !heardOf(agent) ? await(() -> heardOf(agent)) : Mono.empty();
    }

    private boolean heardOf(Caller.Agent agent) {
        return state.containsKey("user:" + agent.userId()) && state.containsKey("account:" + agent.accountId());
    }

    /// @return null also for one that is archived
    public AccountUpdated.@Nullable Inbox inbox(UUID accountId, UUID inboxId) {
        return state.get("inbox:" + inboxId) instanceof AccountUpdated.Inbox inbox
                        && inbox.accountId().equals(accountId)
                        && inbox.open()
                        && active(accountId)
                ? inbox
                : null;
    }

    /// The account's first inbox for pages, as the services choose it.
    public AccountUpdated.@Nullable Inbox webInbox(UUID accountId) {
        return state.values().stream()
                .filter(AccountUpdated.Inbox.class::isInstance)
                .map(AccountUpdated.Inbox.class::cast)
                .filter(inbox -> inbox.accountId().equals(accountId) && inbox.channel() == Channel.WEB && inbox.open())
                .filter(_ -> active(accountId))
                .min(Comparator.comparing(inbox -> inbox.inboxId().toString()))
                .orElse(null);
    }

    /// The inbox that a page names, or the account's first one for pages.
    public AccountUpdated.@Nullable Inbox pageInbox(UUID accountId, @Nullable UUID inboxId) {
        return inboxId == null ? webInbox(accountId) : inbox(accountId, inboxId);
    }

    /// As long as this gateway has not heard everything, what is unknown may only be unheard.
    public Problem unlessIncomplete(Problem refusal) {
        return complete()
                ? refusal
                : Problem.of(ProblemCode.UNAVAILABLE, "The gateway is starting").advise("Try again in a moment.");
    }

    public AccountUpdated.@Nullable Account account(UUID accountId) {
        return state.get("account:" + accountId) instanceof AccountUpdated.Account account && account.active()
                ? account
                : null;
    }

    boolean revoked(UUID sessionId) {
        return state.containsKey("session:" + sessionId);
    }

    private boolean active(UUID accountId) {
        return state.get("account:" + accountId) instanceof AccountUpdated.Account account && account.active();
    }
}
