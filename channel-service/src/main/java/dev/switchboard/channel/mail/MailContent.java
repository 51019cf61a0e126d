package dev.switchboard.channel.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The parts of a mail: its text, and its files within their bounds. A part that is broken costs itself and no other.
final class MailContent {
    private static final int MOST_FILES = 20;
    private static final int DEEPEST = 20;
    private static final int MOST_PARTS = 200;
    /// Smaller pictures between the words are rules, logos and counters of readers.
    private static final int SMALLEST_PICTURE = 3 * 1024;

    private final int largest;
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<IncomingMail.File> files = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private byte @Nullable [] status;
    private byte @Nullable [] returned;
    private int parts;

    private MailContent(int largest) {
        this.largest = largest;
    }

    /// @param largest bytes of one file
    static MailContent of(Part mail, int largest) {
        MailContent content = new MailContent(largest);
        content.read(mail, 0);
        return content;
    }

    /// As plain text, whatever it was written in.
    String text() {
        String text = plain.toString().strip();
        return text.isEmpty() ? HtmlText.of(html.toString()) : text;
    }

    List<IncomingMail.File> files() {
        return List.copyOf(files);
    }

    List<String> missing() {
        return List.copyOf(missing);
    }

    /// What a delivery report says, and the mail of ours that it is about.
    byte @Nullable [] status() {
        return status;
    }

    byte @Nullable [] returned() {
        return returned;
    }

    private void read(Part part, int depth) {
        if (depth > DEEPEST || ++parts > MOST_PARTS) {
            return;
        }
        try {
            if (part.isMimeType("multipart/*")) {
                if (part.getContent() instanceof Multipart all) {
                    for (int i = 0; i < all.getCount(); i++) {
                        read(all.getBodyPart(i), depth + 1);
                    }
                } else {
                    plain.append(decoded(part));
                }
            } else {
                leaf(part);
            }
        } catch (MessagingException | IOException _) {
            missing.add("a part that cannot be read");
        }
    }

    private void leaf(Part part) throws MessagingException, IOException {
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(disposition(part)) || name(part) != null;
        if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
            status = bytes(part, largest);
        } else if (part.isMimeType("text/rfc822-headers")) {
            returned = bytes(part, largest);
        } else if (!attached && part.isMimeType("text/plain")) {
            plain.append(decoded(part)).append("\n");
        } else if (!attached && part.isMimeType("text/html")) {
            html.append(decoded(part));
        } else {
            if (part.isMimeType("message/rfc822")) {
                returned = bytes(part, largest);
            }
            file(part);
        }
    }

    private void file(Part part) throws MessagingException, IOException {
        String given = name(part);
        String type = type(part);
        String name = given == null ? type.replace("message/rfc822", "mail.eml").replace('/', '.') : given;
        byte[] bytes = bytes(part, largest);
        if (bytes == null || files.size() == MOST_FILES) {
            missing.add(name);
            return;
        }
        boolean picture = type.startsWith("image/") && !Part.ATTACHMENT.equalsIgnoreCase(disposition(part));
        if (bytes.length > 0 && !(picture && bytes.length < SMALLEST_PICTURE)) {
            files.add(new IncomingMail.File(name, type, bytes));
        }
    }

    private static @Nullable String disposition(Part part) {
        try {
            return part.getDisposition();
        } catch (MessagingException _) {
            return null;
        }
    }

    private static @Nullable String name(Part part) {
        try {
            String name = part.getFileName();
            if (name == null) {
                return null;
            }
            String plain = MimeUtility.decodeText(name)
                    .replaceAll(".*[/\\\\]", "")
                    .replaceAll("\\p{Cntrl}", "")
                    .strip();
            return plain.isEmpty() ? "file" : plain.substring(Math.max(0, plain.length() - 200));
        } catch (MessagingException | IOException _) {
            return "file";
        }
    }

    private static String type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException _) {
            return "application/octet-stream";
        }
    }

    /// @return nothing where there are more
    private static byte @Nullable [] bytes(Part part, int most) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = part.getInputStream()) {
            byte[] read = in.readNBytes(most + 1);
            bytes.writeBytes(read);
        }
        return bytes.size() > most ? null : bytes.toByteArray();
    }

    /// Mails name charsets that do not exist, or that they are not written in.
    private String decoded(Part part) throws MessagingException, IOException {
        byte[] bytes;
        try (InputStream in = part.getInputStream()) {
            bytes = in.readNBytes(largest);
        }
        try {
            String named = new ContentType(part.getContentType()).getParameter("charset");
            if (named != null && !named.equalsIgnoreCase("us-ascii")) {
                return new String(bytes, Charset.forName(MimeUtility.javaCharset(named)));
            }
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException _) {
            // read below as what it looks like
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }
}
