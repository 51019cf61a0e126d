package dev.switchboard.emulators.mail;

import dev.switchboard.emulators.file.Files;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A mail of somebody who is played.
///
/// @param id the Message-ID, to play one mail twice
/// @param to the support address where absent; one of its plus-addresses, for example
/// @param inReplyTo the Message-ID of the mail that this one answers
/// @param headers any others
/// @param bounceOf the Message-ID of a mail of ours that comes back
public record PlayedMail(
        String from,
        @Nullable String name,
        @Nullable String to,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable String id,
        @Nullable String inReplyTo,
        @Nullable Map<String, String> headers,
        @Nullable String bounceOf,
        Files.@Nullable Played file) {
    public MimeMessage written(String messageId, String support)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + messageId + ">");
            }
        };
        mail.setFrom(new InternetAddress(from, name, "UTF-8"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(to == null ? support : to));
        mail.setSubject(subject == null ? "Hello" : subject, "UTF-8");
        mail.setSentDate(new Date());
        if (inReplyTo != null) {
            String answered = "<" + inReplyTo.replaceAll("[<>]", "") + ">";
            mail.setHeader("In-Reply-To", answered);
            mail.setHeader("References", answered);
        }
        if (headers != null) {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                mail.setHeader(header.getKey(), header.getValue());
            }
        }
        if (bounceOf == null) {
            words(mail);
        } else {
            bounce(mail, from, bounceOf);
        }
        mail.saveChanges();
        return mail;
    }

    private void words(MimeMessage mail) throws MessagingException {
        if (file == null && html == null) {
            mail.setText(text == null ? "" : text, "UTF-8");
            return;
        }
        MimeMultipart parts = new MimeMultipart(file == null ? "alternative" : "mixed");
        if (text != null) {
            MimeBodyPart words = new MimeBodyPart();
            words.setText(text, "UTF-8");
            parts.addBodyPart(words);
        }
        if (html != null) {
            MimeBodyPart markup = new MimeBodyPart();
            markup.setText(html, "UTF-8", "html");
            parts.addBodyPart(markup);
        }
        if (file != null) {
            MimeBodyPart attached = new MimeBodyPart();
            attached.setDataHandler(new DataHandler(
                    new ByteArrayDataSource(Base64.getDecoder().decode(file.base64()), file.contentType())));
            attached.setFileName(file.name());
            parts.addBodyPart(attached);
        }
        mail.setContent(parts);
    }

    /// As RFC 3464 has it.
    private static void bounce(MimeMessage mail, String from, String id) throws MessagingException {
        String recipient = from.replaceFirst("mailer-daemon@", "nobody@");
        MimeMultipart report = new MimeMultipart("report; report-type=delivery-status");
        MimeBodyPart words = new MimeBodyPart();
        words.setText("The mail could not be delivered.", "UTF-8");
        report.addBodyPart(words);
        report.addBodyPart(part("message/delivery-status", """
                Reporting-MTA: dns; mx.example.com

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown
                """.formatted(recipient)));
        report.addBodyPart(part("text/rfc822-headers", "Message-ID: <%s>\n".formatted(id.replaceAll("[<>]", ""))));
        mail.setHeader("Auto-Submitted", "auto-replied");
        mail.setContent(report);
    }

    private static MimeBodyPart part(String type, String text) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text.getBytes(StandardCharsets.US_ASCII), type)));
        return part;
    }
}
