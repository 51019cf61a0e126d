package dev.switchboard.channel.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a delivery status notification (RFC 3464): which mail of ours it is about, and what became of it.
final class BounceReport {
    private static final Pattern ID = Pattern.compile("(?im)^message-id:\\s*<([^<>\\s]{1,400})>");
    private static final Pattern CODE = Pattern.compile("\\b([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");

    private BounceReport() {}

    /// @return nothing where it is none, or tells of a delay only
    static IncomingMail.@Nullable Bounce of(MailContent content) {
        byte[] status = content.status();
        byte[] returned = content.returned();
        if (status == null || returned == null) {
            return null;
        }
        Matcher id = ID.matcher(new String(returned, 0, Math.min(returned.length, 65_536), StandardCharsets.UTF_8));
        if (!id.find()) {
            return null;
        }
        String text = new String(status, StandardCharsets.UTF_8).replace("\r\n", "\n");
        int blank = text.indexOf("\n\n");
        InternetHeaders recipient = headers(blank < 0 ? text : text.substring(blank + 2));
        String action = value(recipient, "Action").toLowerCase(Locale.ROOT);
        return switch (action) {
            case "failed" -> failed(id.group(1), value(recipient, "Status"), value(recipient, "Diagnostic-Code"));
            case "delivered", "relayed", "expanded" -> new IncomingMail.Bounce(id.group(1), true, "", "");
            default -> null;
        };
    }

    /// @param status an enhanced status code (RFC 3463)
    static IncomingMail.Bounce failed(String messageId, String status, String diagnostic) {
        Matcher code = CODE.matcher(status.isEmpty() ? diagnostic : status);
        String kind = code.find() ? code.group(2) + "." + code.group(3) : "";
        String said = diagnostic
                .replaceFirst("^\\s*smtp\\s*;\\s*", "")
                .replaceAll("\\s+", " ")
                .strip();
        String shown = said.isEmpty() ? "" : " (" + said.substring(0, Math.min(said.length(), 300)) + ")";
        String reason = switch (kind) {
            case "1.0", "1.1", "1.2", "1.3", "1.10", "4.1", "4.4" -> "There is no such mailbox";
            case "2.0", "2.1" -> "The mailbox is switched off";
            case "2.2" -> "The mailbox is full";
            case "2.3", "3.4" -> "The mail is too large for the mailbox";
            case "4.7" -> "The mail server could not be reached for days";
            default -> kind.startsWith("7.") ? "The mail server refuses our mails" : "The mail came back";
        };
        String advice = switch (kind) {
            case "1.0", "1.1", "1.2", "1.3", "1.10", "4.1", "4.4" -> "check the address";
            case "2.0", "2.1", "2.2", "4.7" -> "try again later, or on another channel";
            case "2.3", "3.4" -> "send fewer or smaller files";
            default ->
                kind.startsWith("7.")
                        ? "check the SPF, DKIM and DMARC records of your domain"
                        : "ask the customer on another channel";
        };
        return new IncomingMail.Bounce(messageId, false, reason + shown, advice);
    }

    private static InternetHeaders headers(String text) {
        try {
            return new InternetHeaders(
                    new ByteArrayInputStream((text + "\n\n").getBytes(StandardCharsets.UTF_8)), true);
        } catch (MessagingException _) {
            return new InternetHeaders();
        }
    }

    private static String value(InternetHeaders headers, String name) {
        String value = headers.getHeader(name, " ");
        return value == null ? "" : value.strip();
    }
}
