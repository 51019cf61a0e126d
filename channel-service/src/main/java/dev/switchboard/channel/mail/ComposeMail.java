package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.mail.MailThreads.ThreadRow;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Attachment;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Writes the mails that go out, into their thread: with its subject and the mails before it, so that every mail
/// program shows them together, and an answer finds its way back.
@Component
public class ComposeMail {
    private static final int LONGEST_REFERENCES = 10;

    private final MailThreads threads;
    private final Blobs blobs;
    private final Clock clock;

    ComposeMail(MailThreads threads, Blobs blobs, Clock clock) {
        this.threads = threads;
        this.blobs = blobs;
        this.clock = clock;
    }

    /// @param id of the delivery; the Message-ID is made of it, so it is the same in every attempt
    /// @param thread the one of the conversation's address, or null where it has none
    /// @param replyTo where the caller wants answers to go, instead of here
    /// @param automatic no person wrote it
    public record Draft(
            UUID id,
            UUID accountId,
            UUID inboxId,
            String to,
            @Nullable String thread,
            @Nullable String subject,
            String text,
            @Nullable String html,
            @Nullable String replyTo,
            List<Attachment> files,
            boolean automatic) {
        /// A message of a conversation.
        public static Draft of(Outbound message) {
            Outbound.Whole whole = Objects.requireNonNull(message.whole(), "a mail goes in one piece");
            return new Draft(
                    message.id(),
                    whole.accountId(),
                    whole.inboxId(),
                    message.recipient(),
                    message.thread(),
                    null,
                    message.text(),
                    null,
                    null,
                    whole.files(),
                    whole.automatic());
        }
    }

    /// @param thread as the provider names it, where it does
    public record Composed(String messageId, byte[] raw, String to, ThreadRow thread) {
        @Override
        public String toString() {
            return "Composed[messageId=" + messageId + "]";
        }
    }

    private record Kept(Attachment file, byte[] bytes) {}

    /// The thread knows of the mail from now on: a bounce may be back before the server's answer is.
    public Mono<Composed> compose(MailAccount mailbox, Draft draft) {
        String messageId = draft.id() + "@" + mailbox.address().replaceFirst(".*@", "");
        return thread(mailbox, draft)
                .flatMap(thread -> threads.mailsOf(thread, messageId)
                        .collectList()
                        .zipWith(files(draft))
                        .flatMap(all -> Mono.fromCallable(
                                        () -> raw(write(mailbox, draft, messageId, thread, all.getT1(), all.getT2())))
                                .subscribeOn(Schedulers.boundedElastic()))
                        .flatMap(
                                raw -> threads.remember(draft.accountId(), thread, messageId, null, List.of(draft.to()))
                                        .thenReturn(new Composed(messageId, raw, draft.to(), thread))));
    }

    private Mono<ThreadRow> thread(MailAccount mailbox, Draft draft) {
        if (draft.thread() == null) {
            String subject = draft.subject() == null
                    ? "Your request to " + (mailbox.displayName() == null ? mailbox.address() : mailbox.displayName())
                    : draft.subject();
            return threads.bare(draft.accountId(), draft.inboxId(), draft.to(), subject);
        }
        return threads.named(draft.accountId(), draft.inboxId(), draft.thread());
    }

    private Mono<List<Kept>> files(Draft draft) {
        return Flux.fromIterable(draft.files())
                .concatMap(file -> blobs.read(draft.accountId(), file.id()).map(bytes -> new Kept(file, bytes)))
                .collectList();
    }

    private MimeMessage write(
            MailAccount mailbox, Draft draft, String messageId, ThreadRow thread, List<String> before, List<Kept> files)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage mail = MailSession.blank(messageId);
        mail.setFrom(new InternetAddress(mailbox.address(), mailbox.displayName(), "UTF-8"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(draft.to(), true));
        String subject = draft.subject() == null ? thread.subject() : draft.subject();
        String prefix = before.isEmpty() || draft.subject() != null ? "" : "Re: ";
        mail.setSubject(prefix + (subject.isBlank() ? "Your request" : oneLine(subject)), "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        String replyTo = draft.replyTo() == null ? mailbox.replyTo() : draft.replyTo();
        if (replyTo != null) {
            String tokened = draft.replyTo() == null ? replyTo.replaceFirst("@", "+" + thread.id() + "@") : replyTo;
            mail.setReplyTo(new InternetAddress[] {new InternetAddress(tokened, true)});
        }
        if (!before.isEmpty()) {
            mail.setHeader("In-Reply-To", "<" + before.getFirst() + ">");
            List<String> chain = new ArrayList<>(before.subList(0, Math.min(before.size(), LONGEST_REFERENCES)));
            mail.setHeader(
                    "References",
                    chain.reversed().stream()
                            .map(id -> "<" + id + ">")
                            .collect(java.util.stream.Collectors.joining("\r\n ")));
        }
        if (draft.automatic()) {
            // machines on the other side do not answer this (RFC 3834)
            mail.setHeader("Auto-Submitted", "auto-replied");
            mail.setHeader("X-Auto-Response-Suppress", "All");
        }
        body(mail, draft, files);
        mail.saveChanges();
        return mail;
    }

    private static void body(MimeMessage mail, Draft draft, List<Kept> files) throws MessagingException {
        if (files.isEmpty() && draft.html() == null) {
            mail.setText(draft.text(), "UTF-8");
            return;
        }
        MimeMultipart mixed = new MimeMultipart();
        mixed.addBodyPart(words(draft));
        for (Kept kept : files) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(
                    new ByteArrayDataSource(kept.bytes(), kept.file().contentType())));
            part.setFileName(oneLine(kept.file().name()));
            part.setDisposition(Part.ATTACHMENT);
            mixed.addBodyPart(part);
        }
        mail.setContent(mixed);
    }

    private static MimeBodyPart words(Draft draft) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(draft.text(), "UTF-8");
        if (draft.html() == null) {
            return text;
        }
        MimeBodyPart html = new MimeBodyPart();
        html.setText(draft.html(), "UTF-8", "html");
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(text);
        both.addBodyPart(html);
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(both);
        return part;
    }

    private static byte[] raw(MimeMessage mail) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toByteArray();
    }

    /// A line break in it would forge a header.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
