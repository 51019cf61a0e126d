package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.SendDirectly;
import dev.switchboard.channel.delivery.SendDirectly.Direct;
import dev.switchboard.channel.mail.ComposeMail.Composed;
import dev.switchboard.channel.mail.ComposeMail.Draft;
import dev.switchboard.channel.mail.MailThreads.ThreadRow;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Sends a mail at once, into a thread or as the first of a new one, and has it recorded in the thread's conversation.
@Service
public class SendMailDirectly {
    /// @param text or `html` is needed; made of it where absent
    /// @param thread the `mail_thread` of a message; a new one begins where absent, and `subject` is needed then
    /// @param key the caller's own name of the mail; the same again sends nothing
    public record Letter(
            String to,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            @Nullable String replyTo,
            @Nullable String thread,
            @Nullable String key) {
        private String words() {
            if (text != null && !text.isBlank()) {
                return text;
            }
            return required("text", html == null ? "" : HtmlText.of(html));
        }

        private static String required(String field, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw Problem.field(field, "can't be blank");
            }
            return value;
        }
    }

    /// How a mail is handed to its server.
    public interface Handing {
        Mono<Delivery> hand(Draft draft, Composed mail);
    }

    private final MailThreads threads;
    private final ComposeMail compose;
    private final SendDirectly sendDirectly;

    SendMailDirectly(MailThreads threads, ComposeMail compose, SendDirectly sendDirectly) {
        this.threads = threads;
        this.compose = compose;
        this.sendDirectly = sendDirectly;
    }

    /// @return the provider's id of it. Fails as `SendDirectly` does, and with `INVALID_REQUEST` where the mailbox has
    /// no
    ///     such thread
    public Mono<String> send(
            Caller.Staff caller, ProviderAccount account, MailAccount mailbox, Letter letter, Handing handing) {
        String text = letter.words();
        String subject = letter.thread() == null ? Letter.required("subject", letter.subject()) : letter.subject();
        String shown = letter.thread() == null ? subject + "\n\n" + text : text;
        String to = letter.to().toLowerCase(Locale.ROOT);
        return thread(account, to, letter)
                .flatMap(thread -> sendDirectly.send(
                        caller,
                        account,
                        new Direct(thread.correspondent(), shown, letter.key(), thread.place()),
                        message -> {
                            Draft draft = new Draft(
                                    message.id(),
                                    account.accountId(),
                                    account.inboxId(),
                                    to,
                                    thread.id(),
                                    subject,
                                    text,
                                    letter.html(),
                                    letter.replyTo(),
                                    List.of(),
                                    false);
                            return compose.compose(mailbox, draft).flatMap(mail -> handing.hand(draft, mail));
                        }));
    }

    private Mono<ThreadRow> thread(ProviderAccount account, String to, Letter letter) {
        String id = letter.thread();
        return id == null
                ? threads.begin(
                        account.accountId(), account.inboxId(), to, Objects.requireNonNullElse(letter.subject(), ""))
                : threads.named(account.accountId(), account.inboxId(), id)
                        .switchIfEmpty(Mono.error(() -> Problem.field("threadId", "is no thread of this mailbox")));
    }
}
