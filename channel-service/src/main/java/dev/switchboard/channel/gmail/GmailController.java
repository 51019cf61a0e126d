package dev.switchboard.channel.gmail;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.Connections.Connection;
import dev.switchboard.channel.channel.Health;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.mail.Mailboxes;
import dev.switchboard.channel.mail.SendMailDirectly;
import dev.switchboard.channel.mail.SendMailDirectly.Letter;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Connected mailboxes at Google: how they are, single mails, and the end of it.
@RestController
@Tag(name = "Netia: integrations")
class GmailController {
    private static final int LONGEST = 100_000;

    private final ProviderAccounts accounts;
    private final Mailboxes mailboxes;
    private final SendMailDirectly sendMail;
    private final Gmail gmail;
    private final GoogleTokens tokens;

    GmailController(
            ProviderAccounts accounts,
            Mailboxes mailboxes,
            SendMailDirectly sendMail,
            Gmail gmail,
            GoogleTokens tokens) {
        this.accounts = accounts;
        this.mailboxes = mailboxes;
        this.sendMail = sendMail;
        this.gmail = gmail;
        this.tokens = tokens;
    }

    record Data<T extends @Nullable Object>(T data) {}

    /// @param id of the authorization, which is that of its inbox
    /// @param status `connected`, or `disconnected` where the mailbox cannot be read any more
    /// @param lastSyncAt the last look that went well; absent before the first
    @JsonNaming(SnakeCaseStrategy.class)
    record Authorization(
            UUID id,
            UUID inboxId,
            String email,
            String status,
            @Nullable String error,
            @Nullable Instant lastSyncAt) {
        static Authorization of(ProviderAccount account, @Nullable Connection seen) {
            boolean broken = seen != null && seen.health() == Health.UNHEALTHY;
            return new Authorization(
                    account.inboxId(),
                    account.inboxId(),
                    account.externalId(),
                    broken ? "disconnected" : "connected",
                    seen == null ? null : seen.error(),
                    seen == null ? null : seen.lastCheckAt());
        }
    }

    @Operation(
            summary = "Show the connected mailbox at Google",
            description = "Of the inbox, or the account's first; `data` is null where none is connected. `status` is "
                    + "`disconnected`, with `error`, where Google does not let it be read any more.")
    @GetMapping("/api/google/authorization")
    Mono<Data<@Nullable Authorization>> authorization(
            Caller.Staff caller, @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId) {
        return accounts.of(caller.accountId(), GmailSettings.PROVIDER, inboxId)
                .flatMap(account -> mailboxes
                        .of(caller.accountId())
                        .filter(seen -> seen.inboxId().equals(account.inboxId()))
                        .next()
                        .map(seen -> Authorization.of(account, seen))
                        .switchIfEmpty(Mono.fromSupplier(() -> Authorization.of(account, null))))
                .map(shown -> new Data<@Nullable Authorization>(shown))
                .onErrorReturn(Problem.class, new Data<>(null));
    }

    @Operation(
            summary = "Disconnect Gmail",
            description = "By the `id` of its authorization. The agreement is ended at Google and forgotten here. For "
                    + "owners, admins and secret keys.")
    @DeleteMapping("/api/google/authorizations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> disconnect(Caller.Staff caller, @PathVariable UUID id) {
        UUID account = Authority.administering(caller);
        return accounts.of(account, GmailSettings.PROVIDER, id)
                .flatMap(found -> accounts.remove(account, found.inboxId())
                        // forgotten here in any case: the person's list at Google shows what is left there
                        .then(tokens.revoke(accounts.open(found, GmailSettings.class))
                                .onErrorComplete(WebClientException.class)));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record SendRequest(
            @NotBlank @Email @Size(max = 254) @JsonAlias("recipient") @Schema(example = "customer@example.com")
            String to,

            @Nullable @Size(max = 500) @Schema(example = "Your order")
            String subject,

            @Nullable @Size(max = LONGEST) @JsonAlias("message") @Schema(example = "Your order has left our warehouse.")
            String text,

            @Nullable @Size(max = LONGEST) String html,
            @Nullable @Email @Size(max = 254) String replyTo,

            @Nullable @Pattern(regexp = "[0-9a-f]{32}", message = "is no thread of this mailbox")
            String threadId,

            @Nullable @Size(min = 1, max = 200) String id,
            @Nullable UUID inboxId) {}

    record Sent(String id) {}

    @Operation(
            summary = "Send a mail through Gmail",
            description =
                    "At once, and recorded in the conversation of its thread: that of `thread_id`, which messages "
                            + "carry as `mail_thread` in their metadata, or a new one with `subject`. `text` or `html` is "
                            + "needed. The same `id` again sends nothing and answers as the first time.")
    @PostMapping("/api/gmail/send")
    Mono<Data<Sent>> send(Caller.Staff caller, @Valid @RequestBody SendRequest request) {
        Letter letter = new Letter(
                request.to(),
                request.subject(),
                request.text(),
                request.html(),
                request.replyTo(),
                request.threadId(),
                request.id());
        return accounts.of(caller.accountToChange(), GmailSettings.PROVIDER, request.inboxId())
                .flatMap(account -> {
                    GmailSettings mailbox = accounts.open(account, GmailSettings.class);
                    return sendMail.send(
                            caller, account, mailbox, letter, (draft, mail) -> gmail.hand(mailbox, draft, mail));
                })
                .map(id -> new Data<>(new Sent(id)));
    }
}
