package dev.switchboard.channel.email;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.InboundReader;
import dev.switchboard.channel.mail.ComposeMail;
import dev.switchboard.channel.mail.Mailboxes;
import dev.switchboard.channel.mail.ReceiveMail;
import dev.switchboard.common.contract.Channel;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// E-mail as a channel: a thread of mails is a conversation with whoever began it.
@Component
class Email implements Provider<EmailSettings>, InboundReader {
    private final ComposeMail compose;
    private final SmtpSender sender;
    private final ReceiveMail receive;
    private final ProviderAccounts accounts;
    private final Mailboxes mailboxes;

    Email(ComposeMail compose, SmtpSender sender, ReceiveMail receive, ProviderAccounts accounts, Mailboxes mailboxes) {
        this.compose = compose;
        this.sender = sender;
        this.receive = receive;
        this.accounts = accounts;
        this.mailboxes = mailboxes;
    }

    @Override
    public String name() {
        return EmailSettings.PROVIDER;
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
    public Class<EmailSettings> settings() {
        return EmailSettings.class;
    }

    @Override
    public int longestText() {
        return 200_000;
    }

    @Override
    public int perSecond() {
        return 10;
    }

    @Override
    public boolean wholeMessages() {
        return true;
    }

    @Override
    public Mono<Boolean> works(UUID inboxId) {
        return mailboxes.works(inboxId);
    }

    @Override
    public Mono<Delivery> send(EmailSettings account, Outbound message) {
        ComposeMail.Draft draft = ComposeMail.Draft.of(message);
        return compose.compose(account, draft)
                .flatMap(mail -> sender.send(account.sending(), mail))
                .defaultIfEmpty(new Delivery.Failed("The conversation has no thread of mails"));
    }

    @Override
    public Mono<List<Inbound>> events(ProviderAccount account, Hook hook) {
        return receive.events(account, accounts.open(account, EmailSettings.class), hook.body());
    }
}
