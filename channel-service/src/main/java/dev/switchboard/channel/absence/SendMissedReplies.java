package dev.switchboard.channel.absence;

import dev.switchboard.channel.absence.MissedReplies.MissedRow;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.channel.Providers;
import dev.switchboard.channel.mail.MailThreads;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.service.PeriodicTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Sends a visitor by mail what was said after it had left, from the account's first mailbox, as one mail for all of
/// it. An account without a mailbox sends none.
@Component
class SendMissedReplies implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(SendMissedReplies.class);
    private static final int AT_ONCE = 10;
    private static final int ATTEMPTS = 8;
    private static final String SUBJECT = "We have answered you";
    private static final String END = "\n\n-- \nAnswer this mail, and your words come into the chat.";

    /// @param after how long a visitor has to see a reply on the page; replies of that time come in one mail
    /// @param poll how often it is looked what is due
    @ConfigurationProperties("switchboard.missed-replies")
    record Settings(
            @DefaultValue("5m") Duration after,
            @DefaultValue("5s") Duration poll) {}

    private final MissedReplies missed;
    private final ProviderAccounts accounts;
    private final Providers providers;
    private final MailThreads threads;
    private final Settings settings;
    private final MeterProvider<Counter> sent;

    SendMissedReplies(
            MissedReplies missed,
            ProviderAccounts accounts,
            Providers providers,
            MailThreads threads,
            Settings settings,
            MeterRegistry meters) {
        this.missed = missed;
        this.accounts = accounts;
        this.providers = providers;
        this.threads = threads;
        this.settings = settings;
        this.sent = Counter.builder("switchboard.missed.replies")
                .description("Mails with replies to visitors who had left")
                .withRegistry(meters);
    }

    @Override
    public Duration period() {
        return settings.poll();
    }

    @Override
    public Mono<Void> round() {
        return missed.forgetLost()
                .then(missed.forgetSeen())
                .thenMany(missed.take(AT_ONCE))
                .collectList()
                .flatMapIterable(rows -> rows)
                .concatMap(this::send)
                .then();
    }

    private Mono<Void> send(MissedRow row) {
        return accounts.ofAccount(row.accountId())
                .filter(account -> providers.named(account.provider()).channel() == Channel.EMAIL)
                .next()
                .flatMap(mailbox -> hand(mailbox, row))
                .defaultIfEmpty(new Delivery.Failed("The account has no mailbox"))
                .flatMap(delivery -> settle(row, delivery));
    }

    private Mono<Delivery> hand(ProviderAccount mailbox, MissedRow row) {
        return threads.ofChat(
                        row.accountId(),
                        mailbox.inboxId(),
                        row.email().toLowerCase(Locale.ROOT),
                        SUBJECT,
                        row.address())
                .flatMap(thread -> providers.send(
                        mailbox,
                        new Outbound(
                                Ids.next(),
                                thread.correspondent(),
                                thread.id(),
                                row.body() + END,
                                null,
                                new Outbound.Whole(row.accountId(), mailbox.inboxId(), List.of(), row.automatic()))));
    }

    private Mono<Void> settle(MissedRow row, Delivery delivery) {
        String outcome = delivery.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        sent.withTag("outcome", outcome).increment();
        return switch (delivery) {
            case Delivery.Postponed later
            when row.attempts() < ATTEMPTS -> {
                LOG.info("A mail to a visitor who has left waits: {}", later.reason());
                yield missed.later(row, Duration.ofSeconds(5L << row.attempts()));
            }
            case Delivery _ -> missed.done(row);
        };
    }
}
