package dev.switchboard.channel.gmail;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.InboundReader;
import dev.switchboard.channel.mail.ComposeMail;
import dev.switchboard.channel.mail.ComposeMail.Composed;
import dev.switchboard.channel.mail.ComposeMail.Draft;
import dev.switchboard.channel.mail.MailThreads;
import dev.switchboard.channel.mail.Mailboxes;
import dev.switchboard.channel.mail.ReceiveMail;
import dev.switchboard.common.contract.Channel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Gmail as a channel. It may give our mails Message-IDs of its own, so each is asked for once it is sent: answers and
/// bounces name them by these.
@Component
class Gmail implements Provider<GmailSettings>, InboundReader {
    private static final Logger LOG = LoggerFactory.getLogger(Gmail.class);

    private final GmailClient client;
    private final GmailThreads gmailThreads;
    private final MailThreads threads;
    private final ComposeMail compose;
    private final ReceiveMail receive;
    private final ProviderAccounts accounts;
    private final Mailboxes mailboxes;

    Gmail(
            GmailClient client,
            GmailThreads gmailThreads,
            MailThreads threads,
            ComposeMail compose,
            ReceiveMail receive,
            ProviderAccounts accounts,
            Mailboxes mailboxes) {
        this.client = client;
        this.gmailThreads = gmailThreads;
        this.threads = threads;
        this.compose = compose;
        this.receive = receive;
        this.accounts = accounts;
        this.mailboxes = mailboxes;
    }

    @Override
    public String name() {
        return GmailSettings.PROVIDER;
    }

    @Override
    public String provider() {
        return name();
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Class<GmailSettings> settings() {
        return GmailSettings.class;
    }

    @Override
    public int longestText() {
        return 200_000;
    }

    /// Gmail counts 100 units for a mail, and allows 250 in a second.
    @Override
    public int perSecond() {
        return 2;
    }

    @Override
    public boolean wholeMessages() {
        return true;
    }

    /// Who may read the mailbox has its owner's word.
    @Override
    public Mono<Boolean> owns(GmailSettings account) {
        return client.profile(account)
                .map(profile -> profile.emailAddress().equalsIgnoreCase(account.address()))
                .defaultIfEmpty(false)
                .onErrorReturn(GmailTrouble.class, false);
    }

    @Override
    public Mono<Boolean> works(UUID inboxId) {
        return mailboxes.works(inboxId);
    }

    @Override
    public Mono<List<Inbound>> events(ProviderAccount account, Hook hook) {
        return receive.events(account, accounts.open(account, GmailSettings.class), hook.body());
    }

    @Override
    public Mono<Delivery> send(GmailSettings account, Outbound message) {
        Draft draft = Draft.of(message);
        return compose.compose(account, draft)
                .flatMap(mail -> hand(account, draft, mail))
                .defaultIfEmpty(new Delivery.Failed("The conversation has no thread of mails"));
    }

    Mono<Delivery> hand(GmailSettings account, Draft draft, Composed mail) {
        return gmailThreads
                .of(mail.thread().id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(thread -> client.send(account, mail.raw(), thread.orElse(null)))
                .flatMap(delivery -> delivery == GmailClient.NO_THREAD
                        ? client.send(account, mail.raw(), null)
                        : Mono.just(delivery))
                .flatMap(delivery -> delivery instanceof Delivery.Sent sent
                        ? named(account, draft, mail, sent.providerMessageId())
                        : Mono.just(delivery));
    }

    private Mono<Delivery> named(GmailSettings account, Draft draft, Composed mail, String gmailId) {
        return client.head(account, gmailId)
                .flatMap(head -> {
                    String given = head.messageId();
                    String id = given == null ? mail.messageId() : given;
                    String thread = head.threadId();
                    return threads.alsoKnown(draft.accountId(), mail.thread(), id)
                            .then(
                                    thread == null
                                            ? Mono.<Void>empty()
                                            : gmailThreads.remember(draft.inboxId(), id, thread))
                            .thenReturn(id);
                })
                .onErrorResume(Exception.class, e -> {
                    LOG.warn("Gmail does not say how it has named a mail: {}", e.toString());
                    return Mono.just(mail.messageId());
                })
                .defaultIfEmpty(mail.messageId())
                .map(id -> new Delivery.Sent(id, gmailId));
    }
}
