package dev.switchboard.channel.channel;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.switchboard.common.identity.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Where the installation connects an inbox to a provider; the gateway routes nobody here.
@RestController
class ProviderAccountController {
    private final ProviderAccounts accounts;

    ProviderAccountController(ProviderAccounts accounts) {
        this.accounts = accounts;
    }

    @PutMapping("/internal/provider-accounts/{inboxId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> connect(
            Caller.Operator operator, @PathVariable UUID inboxId, @Valid @RequestBody ConnectRequest request) {
        return accounts.store(request.accountId(), inboxId, request.provider(), request.settings());
    }

    record ConnectRequest(
            @NotNull UUID accountId,
            @NotBlank String provider,

            @NotNull
            @Valid
            @JsonTypeInfo(
                    use = JsonTypeInfo.Id.NAME,
                    include = JsonTypeInfo.As.EXTERNAL_PROPERTY,
                    property = "provider",
                    visible = true)
            ProviderSettings settings) {}
}
