package dev.switchboard.channel.ses;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.channel.email.SmtpSender;
import dev.switchboard.channel.mail.ComposeMail;
import dev.switchboard.channel.mail.MailThreads;
import dev.switchboard.common.contract.Channel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// SES as a channel. It gives our mails Message-IDs of its own, which it says when it takes them: answers and bounces
/// name them by these.
@Component
class Ses implements Provider<SesSettings> {
    private static final Pattern TAKEN = Pattern.compile("250 (?:2\\.\\d\\.\\d )?Ok:? ([\\w-]{10,100})");
    private static final Pattern REGION = Pattern.compile("email-smtp(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com");

    private final ComposeMail compose;
    private final SmtpSender sender;
    private final MailThreads threads;

    Ses(ComposeMail compose, SmtpSender sender, MailThreads threads) {
        this.compose = compose;
        this.sender = sender;
        this.threads = threads;
    }

    @Override
    public String name() {
        return SesSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Class<SesSettings> settings() {
        return SesSettings.class;
    }

    @Override
    public int longestText() {
        return 200_000;
    }

    @Override
    public int perSecond() {
        return 14;
    }

    @Override
    public boolean wholeMessages() {
        return true;
    }

    @Override
    public Mono<Delivery> send(SesSettings account, Outbound message) {
        ComposeMail.Draft draft = ComposeMail.Draft.of(message);
        return compose.compose(account, draft)
                .flatMap(mail ->
                        sender.send(account.sending(), mail).flatMap(delivery -> named(account, draft, mail, delivery)))
                .defaultIfEmpty(new Delivery.Failed("The conversation has no thread of mails"));
    }

    private Mono<Delivery> named(
            SesSettings account, ComposeMail.Draft draft, ComposeMail.Composed mail, Delivery delivery) {
        if (!(delivery instanceof Delivery.Sent sent) || sent.requestId() == null) {
            return Mono.just(delivery);
        }
        Matcher taken = TAKEN.matcher(sent.requestId());
        if (!taken.find()) {
            return Mono.just(delivery);
        }
        String id = taken.group(1);
        return threads.alsoKnown(draft.accountId(), mail.thread(), id + "@" + domain(account))
                .thenReturn(new Delivery.Sent(id, sent.requestId()));
    }

    private static String domain(SesSettings account) {
        Matcher region = REGION.matcher(account.smtp().host());
        return region.matches() && !region.group(1).equals("us-east-1")
                ? region.group(1) + ".amazonses.com"
                : "email.amazonses.com";
    }
}
