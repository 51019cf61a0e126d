package dev.switchboard.channel.slack;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
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

/// Connected Slack channels: what is connected, a word to the team, and the end of it.
@RestController
@Tag(name = "Netia: integrations")
class SlackController {
    private final ProviderAccounts accounts;
    private final SlackClient client;

    SlackController(ProviderAccounts accounts, SlackClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    @Operation(
            summary = "Show the connected Slack channel",
            description = "Of the inbox, or the account's first; `data` is null where none is connected.")
    @GetMapping("/api/slack/authorization")
    Mono<Data<@Nullable Connected>> authorization(
            Caller.Staff caller, @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId) {
        return accounts.of(caller.accountId(), SlackSettings.PROVIDER, inboxId)
                .map(account -> new Data<@Nullable Connected>(Connected.of(account.inboxId(), open(account))))
                .onErrorReturn(Problem.class, new Data<>(null));
    }

    @Operation(
            summary = "Disconnect Slack",
            description = "By the `id` of its authorization. The token is revoked at Slack and forgotten here.")
    @DeleteMapping("/api/slack/authorizations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> disconnect(Caller.Staff caller, @PathVariable UUID id) {
        UUID account = Authority.administering(caller);
        return accounts.of(account, SlackSettings.PROVIDER, id)
                .flatMap(found -> accounts.remove(account, found.inboxId())
                        // forgotten here in any case: Slack's own list shows what is left there
                        .then(client.revoke(open(found)).onErrorComplete(WebClientException.class)));
    }

    @Operation(
            summary = "Write to the connected Slack channel",
            description = "A notification for the team, not for a customer. With `conversation_id` it is that "
                    + "conversation's card, with buttons to take, close and reopen it.")
    @PostMapping("/api/slack/notify")
    Mono<Data<Notified>> notify(Caller.Staff caller, @Valid @RequestBody NotifyRequest request) {
        return accounts.of(caller.accountToChange(), SlackSettings.PROVIDER, request.inboxId())
                .map(this::open)
                .flatMap(settings -> posted(settings, request)
                        .map(delivery -> new Data<>(Notified.of(settings.channel(), delivery))));
    }

    private Mono<Delivery> posted(SlackSettings settings, NotifyRequest request) {
        UUID conversation = request.conversationId();
        return conversation == null
                ? client.post(settings, settings.channel(), request.thread(), request.text())
                : client.post(
                        settings,
                        settings.channel(),
                        request.thread(),
                        SlackCard.open(Mrkdwn.write(request.text()), conversation));
    }

    private SlackSettings open(ProviderAccount account) {
        return accounts.open(account, SlackSettings.class);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record NotifyRequest(
            @NotBlank @Size(max = 4000) @Schema(example = "A new conversation waits for you")
            String text,

            @Nullable @Pattern(regexp = "\\d{1,11}\\.\\d{1,9}", message = "must be the ts of a message")
            String thread,

            @Nullable UUID inboxId,

            @Nullable UUID conversationId) {}

    record Data<T extends @Nullable Object>(T data) {}

    record Notified(boolean ok, String channel, String ts) {
        /// @throws Problem `UPSTREAM_FAILED` where Slack did not take it
        static Notified of(String channel, Delivery delivery) {
            return switch (delivery) {
                case Delivery.Sent sent ->
                    new Notified(true, channel, sent.providerMessageId().replaceFirst(".*:", ""));
                case Delivery.Failed failed -> throw Problem.of(ProblemCode.UPSTREAM_FAILED, failed.told());
                case Delivery.Postponed later ->
                    throw Problem.of(ProblemCode.UNAVAILABLE, later.reason())
                            .advise("Nothing was sent; send it again.");
                case Delivery.Unknown lost -> throw Problem.of(ProblemCode.OUTCOME_UNKNOWN, lost.reason());
            };
        }
    }

    /// @param id of the authorization, which is that of its inbox
    @JsonNaming(SnakeCaseStrategy.class)
    record Connected(
            UUID id, UUID inboxId, String teamId, @Nullable String teamName, String channel) {
        static Connected of(UUID inbox, SlackSettings settings) {
            return new Connected(inbox, inbox, settings.team(), settings.teamName(), settings.channel());
        }
    }
}
