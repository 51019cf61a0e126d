package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.ProviderSettings;
import org.jspecify.annotations.Nullable;

/// What mails need to know of the mailbox that they come to and go from.
public interface MailAccount extends ProviderSettings {
    String address();

    /// The sender's name in our mails.
    @Nullable
    String displayName();

    /// Where answers go with a plus and the thread's token before the `@`; absent where the server does not deliver
    /// such addresses, and answers go to `address`.
    @Nullable
    String replyTo();

    /// Whether it is one of these two, with a thread's token or without.
    default boolean isOwn(String address) {
        String plain = address.replaceFirst("\\+[0-9a-f]{32}@", "@");
        return plain.equalsIgnoreCase(address()) || plain.equalsIgnoreCase(replyTo());
    }
}
