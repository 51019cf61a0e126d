package dev.switchboard.channel.channel;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Connects inboxes to providers. What is connected can be seen, its secrets cannot.
@RestController
@Tag(name = "Netia: integrations")
class ProviderAccountController {
    private final ProviderAccounts accounts;
    private final ConnectInbox connectInbox;
    private final SettingsReader settings;
    private final Inboxes inboxes;

    ProviderAccountController(
            ProviderAccounts accounts, ConnectInbox connectInbox, SettingsReader settings, Inboxes inboxes) {
        this.accounts = accounts;
        this.connectInbox = connectInbox;
        this.settings = settings;
        this.inboxes = inboxes;
    }

    /// The installation's own; the gateway routes nobody here.
    @PutMapping("/internal/provider-accounts/{inboxId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> provision(
            Caller.Operator operator, @PathVariable UUID inboxId, @Valid @RequestBody ProvisionRequest request) {
        return connectInbox.connect(
                request.accountId(),
                inboxId,
                request.provider(),
                settings.read(request.provider(), request.settings()));
    }

    record ProvisionRequest(
            @NotNull UUID accountId,
            @NotBlank String provider,
            @NotNull JsonNode settings) {}

    @Operation(
            summary = "Connect an inbox to a provider",
            description = "Replaces what was connected before. `settings` are the provider's own, secrets included; "
                    + "they rest encrypted and are never shown again. For owners, admins and secret keys.")
    @PutMapping("/api/provider_accounts/{inboxId}")
    Mono<Data<Connected>> connect(
            Caller.Staff caller, @PathVariable UUID inboxId, @Valid @RequestBody ConnectRequest request) {
        UUID account = Authority.administering(caller);
        inboxes.require(account, inboxId, settings.channelOf(request.provider()));
        ProviderSettings read = settings.read(request.provider(), request.settings());
        return connectInbox
                .connect(account, inboxId, request.provider(), read)
                .thenReturn(new Data<>(new Connected(inboxId, request.provider(), read.externalId())));
    }

    record ConnectRequest(
            @NotBlank @Schema(example = "telegram") String provider,

            @NotNull @Schema(type = "object", example = "{\"botToken\": \"123456:ABC\", \"secretToken\": \"a-secret\"}")
            JsonNode settings) {}

    @Operation(summary = "List the inboxes that are connected to a provider", description = "Without any secret.")
    @GetMapping("/api/provider_accounts")
    Mono<Data<List<Connected>>> list(Caller.Staff caller) {
        return accounts.ofAccount(caller.accountId())
                .map(Connected::of)
                .collectList()
                .map(Data::new);
    }

    @Operation(
            summary = "Disconnect an inbox from its provider",
            description = "Its secrets are forgotten; its conversations stay. For owners, admins and secret keys.")
    @DeleteMapping("/api/provider_accounts/{inboxId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> disconnect(Caller.Staff caller, @PathVariable UUID inboxId) {
        return accounts.remove(Authority.administering(caller), inboxId)
                .flatMap(removed ->
                        removed ? Mono.<Void>empty() : Mono.error(Problem.notFound("A connection of this inbox")));
    }

    record Data<T>(T data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Connected(UUID inboxId, String provider, String externalId) {
        static Connected of(ProviderAccount account) {
            return new Connected(account.inboxId(), account.provider(), account.externalId());
        }
    }
}
