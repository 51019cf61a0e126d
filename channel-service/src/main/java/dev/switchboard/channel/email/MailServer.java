package dev.switchboard.channel.email;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A server of a mailbox.
///
/// @param security `tls` from the first byte, `starttls` before anything is said, or `none`, which only servers
///     allow that the operator has named; by the port where absent
public record MailServer(
        @NotBlank @Pattern(regexp = "[A-Za-z0-9.:-]{1,253}", message = "must be a host's name or address")
        String host,

        @Min(1) @Max(65535) int port,

        @Nullable @Pattern(regexp = "tls|starttls|none", message = "must be tls, starttls or none")
        String security) {
    boolean implicit() {
        return security == null ? port == 993 || port == 465 : security.equals("tls");
    }

    boolean open() {
        return "none".equals(security);
    }
}
