package dev.switchboard.channel.gmail;

import dev.switchboard.channel.mail.MailAccount;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A mailbox at Google as its inbox knows it.
///
/// @param refreshToken Google gives access for it until somebody ends the agreement
record GmailSettings(
        @NotBlank @Email @Size(max = 254) String address,
        @Nullable @Size(max = 100) String displayName,
        @NotBlank @Size(max = 1000) String refreshToken,
        @Nullable @Email @Size(max = 200) String replyTo)
        implements MailAccount {
    static final String PROVIDER = "gmail";

    @Override
    public String externalId() {
        return address.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "GmailSettings[address=" + address + "]";
    }
}
