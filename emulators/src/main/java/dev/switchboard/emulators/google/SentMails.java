package dev.switchboard.emulators.google;

import dev.switchboard.emulators.google.GmailBox.Stored;
import dev.switchboard.emulators.google.GmailController.Header;
import dev.switchboard.emulators.mail.PlainText;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes the mails that go out. Gmail gives them Message-IDs of its own.
@Component
class SentMails {
    private static final Pattern ID = Pattern.compile("<([^<>\\s]+)>");

    private final GmailBox box;
    private final Outgoing outgoing;

    SentMails(GmailBox box, Outgoing outgoing) {
        this.box = box;
        this.outgoing = outgoing;
    }

    Stored take(byte[] raw, @Nullable String thread) throws MessagingException, IOException {
        String id = "CAF" + UUID.randomUUID().toString().replace("-", "") + "@mail.gmail.com";
        MimeMessage mail = new MimeMessage(session(), new ByteArrayInputStream(raw)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + ">");
            }
        };
        String text = PlainText.of(mail).replace("\r\n", "\n").strip();
        mail.setHeader("Message-ID", "<" + id + ">");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        Stored stored = box.add(bytes.toByteArray(), id, answers(mail), thread, List.of("SENT"));
        InternetAddress to = (InternetAddress) mail.getAllRecipients()[0];
        outgoing.add(new Sent(
                "gmail",
                to.getAddress(),
                text,
                "<" + id + ">",
                Instant.now(),
                mail.getSubject(),
                stored.threadId(),
                List.of()));
        return stored;
    }

    /// Message-IDs that a mail names as those before it.
    static List<String> answers(MimeMessage mail) throws MessagingException {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("In-Reply-To", "References")) {
            Matcher found = ID.matcher(String.valueOf(mail.getHeader(name, " ")));
            while (found.find()) {
                ids.add(found.group(1));
            }
        }
        return ids;
    }

    static List<Header> headers(byte[] raw) throws MessagingException {
        return Collections.list(new MimeMessage(session(), new ByteArrayInputStream(raw)).getAllHeaders()).stream()
                .map(header -> new Header(header.getName(), header.getValue()))
                .toList();
    }

    private static Session session() {
        return Session.getInstance(new Properties());
    }
}
