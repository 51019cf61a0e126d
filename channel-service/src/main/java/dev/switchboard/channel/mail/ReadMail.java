package dev.switchboard.channel.mail;

import dev.switchboard.common.secret.Digest;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the bytes of a mail. Whatever is wrong with them, something readable comes of it.
final class ReadMail {
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,400})>");
    private static final int MOST_REFERENCES = 100;
    private static final int LONGEST_TEXT = 48 * 1024;

    private ReadMail() {}

    /// @param largest bytes of one file
    static IncomingMail of(byte[] raw, int largest) {
        try {
            return of(new MimeMessage(MailSession.LOCAL, new ByteArrayInputStream(raw)), raw, largest);
        } catch (MessagingException _) {
            return unreadable(raw);
        }
    }

    private static IncomingMail of(MimeMessage mail, byte[] raw, int largest) throws MessagingException {
        MailContent content = MailContent.of(mail, largest);
        InternetAddress author = firstAddress(mail, "From");
        InternetAddress answerTo = firstAddress(mail, "Reply-To");
        String from = lower(author);
        String id = ids(mail.getHeader("Message-ID", " ")).stream().findFirst().orElse("");
        String key = key(id, mail, raw);
        String full = storable(content.text());
        String own = QuotedText.without(full);
        Date date = sentDate(mail);
        return new IncomingMail(
                key,
                id.isEmpty() ? key : id,
                answerTo == null ? from : lower(answerTo),
                from,
                author == null || author.getPersonal() == null ? null : shortened(storable(author.getPersonal()), 200),
                recipients(mail),
                shortened(header(mail, "Subject"), 500),
                references(mail),
                bounded(own),
                own.equals(full) ? null : bounded(full),
                content.files(),
                content.missing(),
                date == null ? null : date.toInstant(),
                Machine.wrote(mail, from),
                BounceReport.of(content));
    }

    private static IncomingMail unreadable(byte[] raw) {
        String key = "unreadable-" + Digest.sha256(raw).hex().substring(0, 32);
        return new IncomingMail(
                key,
                key,
                "",
                "",
                null,
                Set.of(),
                "",
                List.of(),
                "",
                null,
                List.of(),
                List.of(),
                null,
                "unreadable",
                null);
    }

    private static String key(String id, MimeMessage mail, byte[] raw) throws MessagingException {
        String seen = Stream.of("From", "Date", "Subject")
                .map(name -> rawHeader(mail, name))
                .reduce("", (all, one) -> all + "\n" + one);
        return id.isEmpty()
                ? "none-" + Digest.sha256(raw).hex().substring(0, 32)
                : id + "#" + Digest.sha256(seen).hex().substring(0, 8);
    }

    private static String rawHeader(MimeMessage mail, String name) {
        try {
            return String.valueOf(mail.getHeader(name, " "));
        } catch (MessagingException _) {
            return "";
        }
    }

    private static List<String> references(MimeMessage mail) {
        List<String> nearestFirst = new ArrayList<>(ids(rawHeader(mail, "In-Reply-To")));
        List<String> chain = new ArrayList<>(ids(rawHeader(mail, "References")));
        Collections.reverse(chain);
        nearestFirst.addAll(chain);
        return nearestFirst.stream().distinct().limit(MOST_REFERENCES).toList();
    }

    private static List<String> ids(@Nullable String header) {
        if (header == null) {
            return List.of();
        }
        Matcher matcher = ID.matcher(header);
        List<String> ids = new ArrayList<>();
        while (ids.size() < MOST_REFERENCES && matcher.find()) {
            ids.add(matcher.group(1).replace("\0", ""));
        }
        return ids;
    }

    private static Set<String> recipients(MimeMessage mail) {
        Set<String> all = new LinkedHashSet<>();
        for (String name : List.of("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")) {
            for (InternetAddress address : addresses(mail, name)) {
                all.add(lower(address));
            }
        }
        all.remove("");
        return all;
    }

    private static @Nullable InternetAddress firstAddress(MimeMessage mail, String name) {
        return addresses(mail, name).stream().findFirst().orElse(null);
    }

    private static List<InternetAddress> addresses(MimeMessage mail, String name) {
        try {
            String[] values = mail.getHeader(name);
            List<InternetAddress> all = new ArrayList<>();
            for (String value : values == null ? new String[0] : values) {
                for (Address address : InternetAddress.parseHeader(value, false)) {
                    if (address instanceof InternetAddress internet && all.size() < MOST_REFERENCES) {
                        all.add(internet);
                    }
                }
            }
            return all;
        } catch (AddressException _) {
            return List.of();
        } catch (MessagingException _) {
            return List.of();
        }
    }

    private static String lower(@Nullable InternetAddress address) {
        String text = address == null || address.getAddress() == null ? "" : address.getAddress();
        String plain = storable(text).strip().toLowerCase(Locale.ROOT);
        return plain.contains("@") && plain.length() <= 320 ? plain : "";
    }

    private static String header(MimeMessage mail, String name) {
        String value = rawHeader(mail, name);
        try {
            return value.equals("null")
                    ? ""
                    : storable(MimeUtility.decodeText(MimeUtility.unfold(value)))
                            .strip();
        } catch (UnsupportedEncodingException _) {
            return storable(value).strip();
        }
    }

    private static @Nullable Date sentDate(MimeMessage mail) {
        try {
            Date date = mail.getSentDate();
            return date == null || date.toInstant().isBefore(Instant.EPOCH) ? null : date;
        } catch (MessagingException _) {
            return null;
        }
    }

    private static String bounded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_TEXT
                ? text
                : new String(bytes, 0, LONGEST_TEXT, StandardCharsets.UTF_8).replaceFirst("\uFFFD$", "")
                        + "\n[The mail goes on.]";
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "").replace("\r\n", "\n").replace('\r', '\n');
    }
}
