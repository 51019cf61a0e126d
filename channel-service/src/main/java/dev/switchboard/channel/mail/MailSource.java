package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.mail.Mailboxes.MailboxRow;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// What mailboxes are read through.
public interface MailSource {
    /// @param words for whoever connected the mailbox
    /// @param ended nothing but connecting it anew helps
    record Trouble(String words, boolean ended) {}

    /// As its `Provider` is named.
    String provider();

    /// Between two looks that left nothing behind.
    Duration pause();

    /// Takes what is new, oldest first, and says with `Mailboxes.read` how far that is durable.
    ///
    /// @return how many mails are known to wait for the next look
    Mono<Long> look(MailboxRow mailbox, ProviderAccount account);

    Trouble trouble(Throwable error);
}
