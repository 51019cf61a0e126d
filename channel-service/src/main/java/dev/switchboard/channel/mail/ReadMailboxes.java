package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.mail.MailSource.Trouble;
import dev.switchboard.channel.mail.Mailboxes.MailboxRow;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks into every mailbox that is listened to, again and again, and takes what is new, oldest first.
@Component
public class ReadMailboxes implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(ReadMailboxes.class);

    /// @param pause between two looks into a mailbox over IMAP
    /// @param poll how often the mailboxes are looked for whose time has come
    /// @param longestPause after many looks that failed
    /// @param batch mails in one look over IMAP; more follow at once
    /// @param atOnce mailboxes that are read at a time
    @ConfigurationProperties("switchboard.mail.listener")
    public record Settings(
            @DefaultValue("15s") Duration pause,
            @DefaultValue("1s") Duration poll,
            @DefaultValue("5m") Duration longestPause,
            @DefaultValue("20") int batch,
            @DefaultValue("4") int atOnce) {
        Duration after(int failures, Duration first) {
            Duration grown = first.multipliedBy(1L << Math.min(failures, 10));
            return grown.compareTo(longestPause) > 0 ? longestPause : grown;
        }
    }

    private final Mailboxes mailboxes;
    private final ProviderAccounts accounts;
    private final Map<String, MailSource> sources;
    private final Settings settings;

    ReadMailboxes(Mailboxes mailboxes, ProviderAccounts accounts, List<MailSource> sources, Settings settings) {
        this.mailboxes = mailboxes;
        this.accounts = accounts;
        this.sources = sources.stream().collect(Collectors.toMap(MailSource::provider, Function.identity()));
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return settings.poll();
    }

    @Override
    public Mono<Void> round() {
        return mailboxes
                .meet(sources.keySet())
                .thenMany(mailboxes.claim(settings.atOnce()))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(row -> look(row, source(row)), settings.atOnce())
                .then();
    }

    /// Starts or stops.
    ///
    /// @param inboxId of one mailbox; all of the account's where absent
    /// @return how many there are
    public Mono<Long> listen(UUID accountId, @Nullable UUID inboxId, boolean listening) {
        return mailboxes.meet(sources.keySet()).then(mailboxes.listen(accountId, inboxId, listening));
    }

    private MailSource source(MailboxRow mailbox) {
        MailSource source = sources.get(mailbox.provider());
        if (source == null) {
            throw new IllegalStateException("nothing reads " + mailbox.provider());
        }
        return source;
    }

    private Mono<Void> look(MailboxRow mailbox, MailSource source) {
        return accounts.ofInbox(mailbox.accountId(), mailbox.inboxId())
                .flatMap(account -> source.look(mailbox, account))
                .flatMap(rest -> mailboxes.well(mailbox, rest, rest > 0 ? Duration.ZERO : source.pause()))
                .onErrorResume(Exception.class, e -> failed(mailbox, source, e));
    }

    private Mono<Void> failed(MailboxRow mailbox, MailSource source, Exception error) {
        Trouble trouble = error instanceof DataAccessException
                ? new Trouble("Switchboard's own database did not answer", false)
                : source.trouble(error);
        LOG.warn("Mailbox of inbox {} waits: {} ({})", mailbox.inboxId(), trouble.words(), error.toString());
        return mailboxes.failed(
                mailbox, trouble.words(), trouble.ended(), settings.after(mailbox.failures(), source.pause()));
    }
}
