package dev.switchboard.channel.email;

import dev.switchboard.channel.mail.MailAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A mailbox as an inbox knows it.
///
/// @param username of both servers; the address where absent
record EmailSettings(
        @NotBlank @Email @Size(max = 254) String address,
        @Nullable @Size(max = 100) String displayName,
        @NotNull @Valid MailServer imap,
        @NotNull @Valid MailServer smtp,
        @Nullable @Size(max = 254) String username,
        @NotBlank @Size(max = 1000) String password,
        @Nullable @Email @Size(max = 200) String replyTo)
        implements MailAccount {
    static final String PROVIDER = "email";

    String user() {
        return username == null || username.isBlank() ? address : username;
    }

    SmtpSender.Account sending() {
        return new SmtpSender.Account(smtp, user(), password);
    }

    @Override
    public String externalId() {
        return address.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "EmailSettings[address=" + address + "]";
    }
}
