package dev.switchboard.channel.gmail;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.mail.MailSource;
import dev.switchboard.channel.mail.Mailboxes;
import dev.switchboard.channel.mail.Mailboxes.MailboxRow;
import dev.switchboard.channel.mail.ReceiveMail;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads mailboxes by Gmail's history, one page a look. Where there is no history yet, or Gmail does not remember it so
/// far back, what came since the day before is listed; what is known already has no second effect.
@Component
class GmailSource implements MailSource {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long KNOWN = 1;

    private final GmailClient client;
    private final GmailThreads threads;
    private final Mailboxes mailboxes;
    private final ProviderAccounts accounts;
    private final ReceiveMail receive;
    private final GoogleSettings settings;
    private final long largest;
    private final Clock clock;

    GmailSource(
            GmailClient client,
            GmailThreads threads,
            Mailboxes mailboxes,
            ProviderAccounts accounts,
            ReceiveMail receive,
            GoogleSettings settings,
            ReceiveMail.Settings mails,
            Clock clock) {
        this.client = client;
        this.threads = threads;
        this.mailboxes = mailboxes;
        this.accounts = accounts;
        this.receive = receive;
        this.settings = settings;
        this.largest = mails.largest().toBytes();
        this.clock = clock;
    }

    @Override
    public String provider() {
        return GmailSettings.PROVIDER;
    }

    @Override
    public Duration pause() {
        return settings.pause();
    }

    @Override
    public Trouble trouble(Throwable error) {
        return error instanceof GmailTrouble trouble
                ? new Trouble(trouble.words(), trouble.isEnded())
                : new Trouble("Google cannot be reached", false);
    }

    @Override
    public Mono<Long> look(MailboxRow row, ProviderAccount account) {
        GmailSettings mailbox = accounts.open(account, GmailSettings.class);
        return row.uidValidity() == null
                ? list(row, account, mailbox)
                : follow(row, account, mailbox).switchIfEmpty(Mono.defer(() -> list(row, account, mailbox)));
    }

    private Mono<Long> follow(MailboxRow row, ProviderAccount account, GmailSettings mailbox) {
        return client.history(mailbox, row.lastUid())
                .flatMap(history -> Flux.fromIterable(history.added())
                        .concatMap(id -> take(row, account, mailbox, id))
                        .then(mailboxes.read(row, KNOWN, history.reached(row.lastUid())))
                        .thenReturn(history.goesOn() ? 1L : 0L));
    }

    /// Where the history is now is asked before: what comes meanwhile is read twice rather than never.
    private Mono<Long> list(MailboxRow row, ProviderAccount account, GmailSettings mailbox) {
        long since = Objects.requireNonNullElseGet(row.checkedAt(), clock::instant)
                .minus(DAY)
                .getEpochSecond();
        return client.profile(mailbox)
                .switchIfEmpty(Mono.error(() -> GmailTrouble.passing("Gmail has no such mailbox")))
                .flatMap(profile -> client.since(mailbox, since, row.uidValidity() == null)
                        .collectList()
                        .flatMapIterable(java.util.List::reversed)
                        .concatMap(id -> take(row, account, mailbox, id))
                        .then(mailboxes.read(row, KNOWN, Long.parseLong(profile.historyId())))
                        .thenReturn(0L));
    }

    private Mono<Void> take(MailboxRow row, ProviderAccount account, GmailSettings mailbox, String id) {
        return client.head(mailbox, id)
                .filter(GmailMail::received)
                .flatMap(mail -> content(mailbox, mail)
                        .flatMap(raw -> receive.receive(account, mailbox, raw, null))
                        .flatMap(taken -> mail.threadId() == null
                                ? Mono.<Void>empty()
                                : threads.remember(account.inboxId(), taken.messageId(), mail.threadId())))
                .then(mailboxes.hold(row));
    }

    private Mono<byte[]> content(GmailSettings mailbox, GmailMail mail) {
        return mail.sizeEstimate() > largest ? Mono.fromSupplier(mail::head) : client.raw(mailbox, mail.id());
    }
}
