package dev.switchboard.channel.ses;

import dev.switchboard.channel.email.MailServer;
import dev.switchboard.channel.email.SmtpSender;
import dev.switchboard.channel.mail.MailAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// An address that SES receives for, the topic by which it tells of it, and the SMTP server that it gives.
///
/// @param username of SES's SMTP credentials
record SesSettings(
        @NotBlank @Email @Size(max = 254) String address,
        @Nullable @Size(max = 100) String displayName,

        @NotBlank
        @Pattern(
                regexp = "arn:aws[a-z-]*:sns:[a-z0-9-]{1,40}:\\d{12}:[\\w-]{1,256}",
                message = "must be the ARN of an SNS topic")
        String topicArn,

        @NotNull @Valid MailServer smtp,
        @NotBlank @Size(max = 254) String username,
        @NotBlank @Size(max = 1000) String password,
        @Nullable @Email @Size(max = 200) String replyTo)
        implements MailAccount {
    static final String PROVIDER = "ses";

    SmtpSender.Account sending() {
        return new SmtpSender.Account(smtp, username, password);
    }

    @Override
    public String externalId() {
        return topicArn;
    }

    @Override
    public String toString() {
        return "SesSettings[address=" + address + "]";
    }
}
