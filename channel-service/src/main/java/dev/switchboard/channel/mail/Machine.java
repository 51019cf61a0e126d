package dev.switchboard.channel.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a machine's mail from a person's, by what RFC 3834 and the common mail servers write into it.
final class Machine {
    private static final Set<String> BULK = Set.of("bulk", "junk", "list", "auto_reply", "auto-reply");
    private static final Set<String> DAEMONS = Set.of("mailer-daemon", "postmaster", "no-reply-daemon");

    private Machine() {}

    /// @return why, in a word for the log; null for a person's mail
    static @Nullable String wrote(MimeMessage mail, String from) throws MessagingException {
        String submitted = first(mail, "Auto-Submitted");
        if (!submitted.isEmpty() && !submitted.startsWith("no")) {
            return "auto-submitted";
        }
        if (BULK.contains(first(mail, "Precedence"))) {
            return "precedence";
        }
        String suppress = first(mail, "X-Auto-Response-Suppress");
        if (suppress.contains("all") || suppress.contains("oof") || suppress.contains("autoreply")) {
            return "auto-response-suppress";
        }
        if (!first(mail, "X-Autoreply").isEmpty()
                || !first(mail, "X-Autorespond").isEmpty()) {
            return "autoreply";
        }
        if (!first(mail, "List-Id").isEmpty()
                && !first(mail, "List-Unsubscribe").isEmpty()) {
            return "newsletter";
        }
        if (first(mail, "Return-Path").equals("<>")) {
            return "no-return-path";
        }
        return from.isEmpty() || DAEMONS.contains(from.replaceFirst("@.*", "")) ? "daemon" : null;
    }

    private static String first(MimeMessage mail, String header) throws MessagingException {
        String value = mail.getHeader(header, null);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
