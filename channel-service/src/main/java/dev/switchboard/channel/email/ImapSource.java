package dev.switchboard.channel.email;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.mail.MailSource;
import dev.switchboard.channel.mail.Mailboxes;
import dev.switchboard.channel.mail.Mailboxes.MailboxRow;
import dev.switchboard.channel.mail.ReadMailboxes;
import dev.switchboard.channel.mail.ReceiveMail;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads mailboxes over IMAP. A mail is marked as read once it is durable and not before; where a look ends in the
/// middle, the next begins at the same mail.
@Component
class ImapSource implements MailSource {
    private static final Duration DAY = Duration.ofDays(1);

    private final Mailboxes mailboxes;
    private final ProviderAccounts accounts;
    private final MailServers servers;
    private final ReceiveMail receive;
    private final ReadMailboxes.Settings settings;
    private final int largest;
    private final Clock clock;

    ImapSource(
            Mailboxes mailboxes,
            ProviderAccounts accounts,
            MailServers servers,
            ReceiveMail receive,
            ReadMailboxes.Settings settings,
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
    public String provider() {
        return EmailSettings.PROVIDER;
    }

    @Override
    public Duration pause() {
        return settings.pause();
    }

    @Override
    public Trouble trouble(Throwable error) {
        return new Trouble(MailServers.inWords(error), false);
    }

    @Override
    public Mono<Long> look(MailboxRow row, ProviderAccount account) {
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
