package dev.switchboard.channel.twilio;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.ConnectInbox;
import dev.switchboard.channel.channel.Inboxes;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.delivery.SendDirectly;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
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

/// Links a Twilio account, and sends from it.
@RestController
@Tag(name = "Netia: integrations")
class TwilioController {
    private final ProviderAccounts accounts;
    private final ConnectInbox connectInbox;
    private final Inboxes inboxes;
    private final TwilioClient client;
    private final SendDirectly sendDirectly;

    TwilioController(
            ProviderAccounts accounts,
            ConnectInbox connectInbox,
            Inboxes inboxes,
            TwilioClient client,
            SendDirectly sendDirectly) {
        this.accounts = accounts;
        this.connectInbox = connectInbox;
        this.inboxes = inboxes;
        this.client = client;
        this.sendDirectly = sendDirectly;
    }

    @Operation(
            summary = "Link a Twilio account",
            description = "Asks Twilio whether the token is right, and keeps it encrypted. Without `inbox_id` the "
                    + "account's first inbox of the channel `sms` is linked. For owners, admins and secret keys.")
    @PostMapping("/api/twilio/auth")
    Mono<Data<Linked>> link(Caller.Staff caller, @Valid @RequestBody LinkRequest request) {
        UUID account = Authority.administering(caller);
        UUID inbox = Optional.ofNullable(request.inboxId())
                .or(() -> inboxes.of(account, Channel.SMS))
                .orElseThrow(() -> Problem.field("inbox_id", "can't be blank: there is no inbox for SMS yet"));
        inboxes.require(account, inbox, Channel.SMS);
        TwilioSettings settings = new TwilioSettings(
                request.twilioAccountSid(), request.twilioAuthToken(), request.fromPhoneNumber(), null);
        return client.knows(settings)
                .onErrorMap(
                        WebClientException.class,
                        _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Twilio cannot be reached"))
                .filter(known -> known)
                .switchIfEmpty(Mono.error(
                        () -> Problem.field("twilio_auth_token", "is not accepted by Twilio for this account")))
                .flatMap(_ -> connectInbox.connect(account, inbox, TwilioSettings.PROVIDER, settings))
                .thenReturn(new Data<>(Linked.of(inbox, settings)));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record LinkRequest(
            @NotBlank
            @Pattern(regexp = "AC\\w{10,62}", message = "must begin with AC")
            @Schema(example = "ACdemo00000000000000000000000000")
            String twilioAccountSid,

            @NotBlank @Size(max = 200) @Schema(example = "demo-twilio-auth-token")
            String twilioAuthToken,

            @NotBlank
            @Pattern(regexp = "\\+[1-9]\\d{6,14}", message = "must be a number like +15550199")
            @Schema(example = "+15550199")
            String fromPhoneNumber,

            @Nullable UUID inboxId) {}

    @Operation(
            summary = "Show the linked Twilio account",
            description = "The token's last four characters only; `data` is null where none is linked.")
    @GetMapping("/api/twilio/authorization")
    Mono<Data<@Nullable Linked>> authorization(
            Caller.Staff caller, @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId) {
        return accounts.of(caller.accountId(), TwilioSettings.PROVIDER, inboxId)
                .map(account -> new Data<@Nullable Linked>(Linked.of(account.inboxId(), open(account))))
                .onErrorReturn(Problem.class, new Data<>(null));
    }

    private TwilioSettings open(ProviderAccount account) {
        return accounts.open(account, TwilioSettings.class);
    }

    @Operation(
            summary = "Unlink a Twilio account",
            description = "By the `id` of its authorization. Its token is forgotten; its conversations stay.")
    @DeleteMapping("/api/twilio/authorizations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unlink(Caller.Staff caller, @PathVariable UUID id) {
        UUID account = Authority.administering(caller);
        return accounts.of(account, TwilioSettings.PROVIDER, id)
                .flatMap(found -> accounts.remove(account, found.inboxId()))
                .then();
    }

    @Operation(
            summary = "Send an SMS",
            description = "At once, and recorded in the conversation with its recipient. The same `id` again sends "
                    + "nothing and answers as the first time.")
    @PostMapping("/api/twilio/send")
    Mono<Data<SentView>> send(Caller.Staff caller, @Valid @RequestBody SendRequest request) {
        UUID account = caller.accountToChange();
        return accounts.of(account, TwilioSettings.PROVIDER, request.inboxId())
                .flatMap(from -> sendDirectly.send(
                        caller, from, new SendDirectly.Direct(request.to(), request.body(), request.id())))
                .map(sid -> new Data<>(new SentView("sent", sid, request.to())));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record SendRequest(
            @NotBlank
            @Pattern(regexp = "\\+[1-9]\\d{6,14}", message = "must be a number like +15550100")
            @Schema(example = "+15550100")
            String to,

            @NotBlank @Size(max = 1600) @Schema(example = "Your order has been shipped!")
            String body,

            @Nullable @Size(min = 1, max = 200) String id,
            @Nullable UUID inboxId) {}

    record Data<T extends @Nullable Object>(T data) {}

    /// @param id of the authorization, which is that of its inbox
    @JsonNaming(SnakeCaseStrategy.class)
    record Linked(UUID id, UUID inboxId, String twilioAccountSid, String twilioAuthToken, String fromPhoneNumber) {
        static Linked of(UUID inbox, TwilioSettings settings) {
            String token = settings.authToken();
            String end = "…" + token.substring(Math.max(0, token.length() - 4));
            return new Linked(inbox, inbox, settings.accountSid(), end, settings.number());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record SentView(String status, String messageId, String to) {}
}
