package dev.switchboard.admin.key;

import dev.switchboard.admin.mail.Letter;
import dev.switchboard.admin.mail.Mails;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AuditRecorded.Actor;
import dev.switchboard.common.contract.AuditRecorded.Kind;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Notices a key that reads far more than it ever did, as a stolen one does that copies a desk: the account's
/// administrators get a mail and its audit log an entry, once a day for a key. The key goes on working, since only
/// people know whether it is an export that they have begun themselves.
@Component
class WatchKeys implements PeriodicTask {
    private static final Duration GOOD_FOR = Duration.ofDays(1);
    private static final List<String> ADMINISTRATORS = List.of("owner", "admin");
    private static final int MOST = 100;

    private final KeyReads reads;
    private final Users users;
    private final Mails mails;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    WatchKeys(KeyReads reads, Users users, Mails mails, Audit audit, TransactionalOperator transaction, Clock clock) {
        this.reads = reads;
        this.users = users;
        this.mails = mails;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Void> read(Map<UUID, Long> bytes) {
        Instant now = clock.instant();
        return reads.add(bytes, now)
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(excess -> tell(excess, now))
                .then()
                .as(transaction::transactional);
    }

    private Mono<Void> tell(KeyReads.Excess excess, Instant now) {
        Actor key = new Actor(Kind.KEY, excess.keyId(), excess.name());
        Act act = Act.of("api_key.read_unusually", "api_key", excess.keyId()).named(excess.name());
        return reads.told(excess, now)
                .then(audit.tell(excess.accountId(), key, act))
                .thenMany(users.page(excess.accountId(), ADMINISTRATORS, MOST, 0))
                .filter(User::active)
                .collectList()
                .flatMapIterable(administrators -> administrators)
                .concatMap(administrator -> mails.add(letter(administrator.email(), excess, now)))
                .then();
    }

    private static Letter letter(String address, KeyReads.Excess excess, Instant now) {
        String much = "The API key “" + excess.name() + "” has read " + megabytes(excess.bytes())
                + " since the hour began; its busiest hour of the last two weeks was " + megabytes(excess.usual())
                + ". If that is no export of your own, somebody else may have the key: revoke it.";
        return new Letter(
                address,
                "An API key reads unusually much",
                List.of(much, "The audit log names the addresses that it was used from."),
                new Letter.Link("Look at your keys", "/app/settings/keys"),
                now.plus(GOOD_FOR));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    @Override
    public Duration period() {
        return Duration.ofHours(1);
    }

    @Override
    public Mono<Void> round() {
        return reads.forgetBefore(clock.instant().minus(KeyReads.KEPT));
    }
}
