package dev.switchboard.channel.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.common.egress.EgressFailed;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A mail that somebody hands in, in parts. It is written down as a mail, so that it goes the way of all others.
@Component
public class HandedMail {
    private final MediaClient media;

    HandedMail(MediaClient media) {
        this.media = media;
    }

    public record Parts(
            String from,
            @Nullable String name,
            String subject,
            @Nullable String text,
            @Nullable String html,
            @Nullable String messageId,
            List<Handed> files) {}

    /// A file: its bytes in base64, or where it is to be had.
    public record Handed(
            @NotBlank @Size(max = 200) String name,

            @JsonProperty("content_type") @Nullable @Size(max = 100)
            String contentType,

            @JsonProperty("content_base64") @Nullable String contentBase64,
            @Nullable @Size(max = 2000) String url) {}

    private record File(Handed handed, byte[] bytes) {}

    public Mono<byte[]> raw(String to, Parts parts) {
        return Flux.fromIterable(parts.files())
                .concatMap(this::file)
                .collectList()
                .flatMap(files ->
                        Mono.fromCallable(() -> written(to, parts, files)).subscribeOn(Schedulers.boundedElastic()));
    }

    private Mono<File> file(Handed handed) {
        if (handed.contentBase64() != null) {
            return Mono.just(new File(handed, decoded("attachments", handed.contentBase64())));
        }
        String url = handed.url();
        if (url == null || url.isBlank()) {
            throw Problem.field("attachments", "need content_base64 or url");
        }
        return media.get(url, Map.of())
                .onErrorMap(EgressRefused.class, e -> Problem.field("attachments", "url " + e.what()))
                .onErrorMap(EgressFailed.class, _ -> Problem.field("attachments", "url cannot be read"))
                .onErrorMap(IllegalStateException.class, e -> Problem.field("attachments", "url: " + e.getMessage()))
                .map(bytes -> new File(handed, bytes));
    }

    /// @throws Problem `INVALID_REQUEST` where it is no base64
    public static byte[] decoded(String field, String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException _) {
            throw Problem.field(field, "must be base64");
        }
    }

    private static byte[] written(String to, Parts parts, List<File> files) throws MessagingException, IOException {
        String given = Objects.requireNonNullElseGet(parts.messageId(), () -> Ids.next() + "@handed.in");
        MimeMessage mail = MailSession.blank(given.replaceAll("[<>]", ""));
        mail.setFrom(new InternetAddress(parts.from(), parts.name(), "UTF-8"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(to));
        mail.setSubject(parts.subject().replaceAll("\\p{Cntrl}+", " "), "UTF-8");
        MimeMultipart mixed = new MimeMultipart();
        MimeBodyPart words = new MimeBodyPart();
        if (parts.text() == null && parts.html() != null) {
            words.setText(parts.html(), "UTF-8", "html");
        } else {
            words.setText(Objects.requireNonNullElse(parts.text(), ""), "UTF-8");
        }
        mixed.addBodyPart(words);
        for (File file : files) {
            MimeBodyPart part = new MimeBodyPart();
            String type = Objects.requireNonNullElse(file.handed().contentType(), "application/octet-stream");
            part.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(file.bytes(), type.replaceAll("\\p{Cntrl}", ""))));
            part.setFileName(file.handed().name().replaceAll("\\p{Cntrl}", ""));
            mixed.addBodyPart(part);
        }
        mail.setContent(mixed);
        mail.saveChanges();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toByteArray();
    }
}
