package dev.switchboard.channel.email;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.mail.HandedMail;
import dev.switchboard.channel.mail.MailThreads;
import dev.switchboard.channel.mail.MailThreads.ThreadRow;
import dev.switchboard.channel.mail.ReadMailboxes;
import dev.switchboard.channel.mail.ReceiveMail;
import dev.switchboard.channel.mail.SendMailDirectly;
import dev.switchboard.channel.mail.SendMailDirectly.Letter;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Sends and takes single mails, and starts and stops reading the mailboxes.
@RestController
@Tag(name = "Platform: channels")
class EmailController {
    private static final int LONGEST = 100_000;

    private final ProviderAccounts accounts;
    private final SendMailDirectly sendMail;
    private final SmtpSender sender;
    private final MailThreads threads;
    private final HandedMail handed;
    private final ReceiveMail receive;
    private final ReadMailboxes mailboxes;
    private final Clock clock;

    EmailController(
            ProviderAccounts accounts,
            SendMailDirectly sendMail,
            SmtpSender sender,
            MailThreads threads,
            HandedMail handed,
            ReceiveMail receive,
            ReadMailboxes mailboxes,
            Clock clock) {
        this.accounts = accounts;
        this.sendMail = sendMail;
        this.sender = sender;
        this.threads = threads;
        this.handed = handed;
        this.receive = receive;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    @Operation(
            summary = "Send a mail",
            description = "At once, and recorded in the conversation of its thread: that of `threadId`, which messages "
                    + "carry as `mail_thread` in their metadata, or a new one. `text` or `html` is needed; without "
                    + "`text` the mail's plain text is made of `html`. The same `id` again sends nothing and answers as "
                    + "the first time.")
    @PostMapping("/api/channels/email/send")
    Mono<SentView> send(Caller.Staff caller, @Valid @RequestBody SendRequest request) {
        Letter letter = new Letter(
                request.to(),
                request.subject(),
                request.text(),
                request.html(),
                request.replyTo(),
                request.threadId(),
                request.id());
        return accounts.of(caller.accountToChange(), EmailSettings.PROVIDER, request.inboxId())
                .flatMap(account -> {
                    EmailSettings mailbox = accounts.open(account, EmailSettings.class);
                    return sendMail.send(
                            caller, account, mailbox, letter, (_, mail) -> sender.send(mailbox.sending(), mail));
                })
                .map(id -> new SentView("sent", id, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problem.field(field, "can't be blank");
        }
        return value;
    }

    /// Empty where none is named.
    private Mono<ThreadRow> thread(ProviderAccount account, @Nullable String id) {
        return id == null
                ? Mono.empty()
                : threads.named(account.accountId(), account.inboxId(), id)
                        .switchIfEmpty(Mono.error(() -> Problem.field("threadId", "is no thread of this mailbox")));
    }

    record SendRequest(
            @NotBlank @Email @Size(max = 254) @Schema(example = "customer@example.com")
            String to,

            @Nullable @Size(max = 500) @Schema(example = "Your Support Request")
            String subject,

            @Nullable @Size(max = LONGEST) @Schema(example = "Thank you for contacting us about your order #12345...")
            String text,

            @Nullable
            @Size(max = LONGEST)
            @Schema(example = "<p>Thank you for contacting us about your order #12345...</p>")
            String html,

            @Nullable @Email @Size(max = 254) String replyTo,

            @Nullable @Pattern(regexp = "[0-9a-f]{32}", message = "is no thread of this mailbox")
            String threadId,

            @Nullable @Size(min = 1, max = 200) String id,
            @Nullable UUID inboxId) {}

    record SentView(String status, String messageId, Instant timestamp) {}

    @Operation(
            summary = "Take a mail in",
            description = "As if it had come to the mailbox: either `raw`, the mail itself in base64, or its parts. "
                    + "`status` is `ignored`, with its `reason`, for a machine's mail, a bounce or one of our own. The "
                    + "same `messageId` has one effect. Attachments have `content_base64` or `url`.")
    @PostMapping("/api/channels/email/process")
    Mono<ProcessedView> process(Caller.Staff caller, @Valid @RequestBody ProcessRequest request) {
        return accounts.of(caller.accountToChange(), EmailSettings.PROVIDER, request.inboxId())
                .flatMap(account -> {
                    EmailSettings mailbox = accounts.open(account, EmailSettings.class);
                    return raw(mailbox, request)
                            .flatMap(raw -> thread(account, request.threadId())
                                    .flatMap(thread -> receive.receive(account, mailbox, raw, thread))
                                    .switchIfEmpty(Mono.defer(() -> receive.receive(account, mailbox, raw, null))));
                })
                .map(taken -> new ProcessedView(
                        taken.ignored() == null ? "processed" : "ignored", taken.messageId(), taken.ignored()));
    }

    private Mono<byte[]> raw(EmailSettings mailbox, ProcessRequest request) {
        if (request.raw() != null) {
            return Mono.just(HandedMail.decoded("raw", required("raw", request.raw())));
        }
        return handed.raw(
                mailbox.address(),
                new HandedMail.Parts(
                        required("from", request.from()),
                        request.name(),
                        Objects.requireNonNullElse(request.subject(), ""),
                        request.text(),
                        request.html(),
                        request.messageId(),
                        request.attachments() == null ? List.of() : request.attachments()));
    }

    record ProcessRequest(
            @Nullable @Email @Size(max = 254) @Schema(example = "customer@example.com")
            String from,

            @Nullable @Size(max = 200) String name,

            @Nullable @Size(max = 500) @Schema(example = "Re: Your Support Request")
            String subject,

            @Nullable @Size(max = LONGEST) @Schema(example = "Thanks for your help. My order number is #12345.")
            String text,

            @Nullable @Size(max = LONGEST) String html,

            @Nullable @Pattern(regexp = "[0-9a-f]{32}", message = "is no thread of this mailbox")
            String threadId,

            @Nullable @Pattern(regexp = "<?[^<>\\s]{1,200}>?", message = "must be a Message-ID")
            String messageId,

            @Nullable @Size(max = 20) @Valid List<HandedMail.Handed> attachments,
            @Nullable String raw,
            @Nullable UUID inboxId) {}

    record ProcessedView(
            String status,
            String messageId,

            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
            @Nullable
            String reason) {}

    @Operation(
            summary = "Start reading the mailboxes",
            description =
                    "All of the account, or the one of `inbox_id`. What came in the meantime is read first. Does "
                            + "nothing where they are read already; a restart changes nothing. For owners, admins and secret keys.")
    @PostMapping("/api/channels/email/listener/start")
    Mono<ListenerView> start(
            Caller.Staff caller, @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId) {
        return listen(caller, inboxId, true).thenReturn(new ListenerView("started", "Email listener has been started"));
    }

    @Operation(
            summary = "Stop reading the mailboxes",
            description = "All of the account, or the one of `inbox_id`. Mails stay where they are, and replies go out "
                    + "all the same. For owners, admins and secret keys.")
    @PostMapping("/api/channels/email/listener/stop")
    Mono<ListenerView> stop(
            Caller.Staff caller, @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId) {
        return listen(caller, inboxId, false)
                .thenReturn(new ListenerView("stopped", "Email listener has been stopped"));
    }

    private Mono<Long> listen(Caller.Staff caller, @Nullable UUID inboxId, boolean listening) {
        return mailboxes
                .listen(Authority.administering(caller), inboxId, listening)
                .filter(found -> found > 0)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "No inbox is connected to a mailbox")
                        .advise("Connect one first.")));
    }

    record ListenerView(String status, String message) {}
}
