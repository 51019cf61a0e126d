package dev.switchboard.channel.email;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.email.Mailboxes.MailboxRow;
import dev.switchboard.channel.mail.ReceiveMail;
import dev.switchboard.common.service.PeriodicTask;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks into every mailbox that is listened to, again and again, and takes what is new, oldest first. A mail is marked
/// as read once it is durable and not before; where a look ends in the middle, the next begins at the same mail.
@Component
class ListenToMailboxes implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(ListenToMailboxes.class);
    private static final Duration DAY = Duration.ofDays(1);

    /// @param pause between two looks into a mailbox
    /// @param poll how often the mailboxes are looked for whose time has come
    /// @param longestPause after many looks that failed
    /// @param batch mails in one look; more follow at once
    /// @param atOnce mailboxes that are read at a time
    @ConfigurationProperties("switchboard.mail.listener")
    record Settings(
            @DefaultValue("15s") Duration pause,
            @DefaultValue("1s") Duration poll,
            @DefaultValue("5m") Duration longestPause,
            @DefaultValue("20") int batch,
            @DefaultValue("4") int atOnce) {
        Duration after(int failures) {
            Duration grown = pause.multipliedBy(1L << Math.min(failures, 10));
            return grown.compareTo(longestPause) > 0 ? longestPause : grown;
        }
    }

    private final Mailboxes mailboxes;
    private final ProviderAccounts accounts;
    private final MailServers servers;
    private final ReceiveMail receive;
    private final Settings settings;
    private final int largest;
    private final Clock clock;

    ListenToMailboxes(
            Mailboxes mailboxes,
            ProviderAccounts accounts,
            MailServers servers,
            ReceiveMail receive,
            Settings settings,
            ReceiveMail.Settings mails,
            Clock clock) {
        this.mailboxes = mailboxes;
        this.accounts = accounts;
        this.servers = servers;
        this.receive = receive;
        this.settings = settings;
        this.largest = (int) mails.largest().toBytes();
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return settings.poll();
    }

    @Override
    public Mono<Void> round() {
        return mailboxes
                .meet()
                .thenMany(mailboxes.claim(settings.atOnce()))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(this::look, settings.atOnce())
                .then();
    }

    private Mono<Void> look(MailboxRow mailbox) {
        return accounts.ofInbox(mailbox.accountId(), mailbox.inboxId())
                .flatMap(account -> look(mailbox, account))
                .flatMap(rest -> mailboxes.well(mailbox, rest, rest > 0 ? Duration.ZERO : settings.pause()))
                .onErrorResume(Exception.class, e -> failed(mailbox, e));
    }

    private Mono<Void> failed(MailboxRow mailbox, Exception error) {
        String words = error instanceof DataAccessException
                ? "Switchboard's own database did not answer"
                : MailServers.inWords(error);
        LOG.warn("Mailbox of inbox {} waits: {} ({})", mailbox.inboxId(), words, error.toString());
        return mailboxes.failed(mailbox, words, settings.after(mailbox.failures()));
    }

    /// @return how many mails are left for the next look
    private Mono<Long> look(MailboxRow row, ProviderAccount account) {
        EmailSettings mailbox = accounts.open(account, EmailSettings.class);
        return Mono.usingWhen(
                blocking(() -> ImapMailbox.open(servers, mailbox)),
                open -> take(row, account, mailbox, open),
                open -> blocking(() -> {
                            open.close();
                            return true;
                        })
                        .onErrorComplete(MessagingException.class));
    }

    private Mono<Long> take(MailboxRow row, ProviderAccount account, EmailSettings mailbox, ImapMailbox open) {
        return blocking(() -> new Found(open.uidValidity(), open.lastUid(), batch(row, open)))
                .flatMap(found -> Flux.fromIterable(found.batch().mails())
                        .concatMap(mail -> receive.receive(account, mailbox, mail.raw(), null)
                                .flatMap(taken -> "too-many".equals(taken.ignored())
                                        ? Mono.just(true)
                                        : blocking(() -> {
                                            open.markRead(mail.uid());
                                            return true;
                                        }))
                                .then(mailboxes.read(row, found.uidValidity(), mail.uid())))
                        .then(Mono.defer(() -> found.batch().rest() > 0
                                ? Mono.<Void>empty()
                                : mailboxes.read(row, found.uidValidity(), found.reached())))
                        .thenReturn(found.batch().rest()));
    }

    private record Found(long uidValidity, long lastUid, ImapMailbox.Batch batch) {
        /// The last UID at the beginning of the look, or a later one that the look has taken.
        long reached() {
            return batch.mails().isEmpty()
                    ? lastUid
                    : Math.max(lastUid, batch.mails().getLast().uid());
        }
    }

    private ImapMailbox.Batch batch(MailboxRow row, ImapMailbox open) throws Exception {
        Long known = row.uidValidity();
        if (known != null && known == open.uidValidity()) {
            return open.after(row.lastUid(), settings.batch(), largest);
        }
        Instant since =
                Objects.requireNonNullElseGet(row.checkedAt(), clock::instant).minus(DAY);
        return open.since(since, known == null, Integer.MAX_VALUE, largest);
    }

    private <T> Mono<T> blocking(Callable<T> step) {
        return Mono.fromCallable(step).subscribeOn(servers.threads());
    }
}
