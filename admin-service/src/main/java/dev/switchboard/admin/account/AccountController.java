package dev.switchboard.admin.account;

import dev.switchboard.common.identity.Caller;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Where the installation provisions accounts; the gateway routes nobody here.
@RestController
class AccountController {
    private final ProvisionAccount provisionAccount;

    AccountController(ProvisionAccount provisionAccount) {
        this.provisionAccount = provisionAccount;
    }

    @PutMapping("/internal/accounts/{accountId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> provision(
            Caller.Operator operator, @PathVariable UUID accountId, @Valid @RequestBody AccountRequest request) {
        return provisionAccount.provision(accountId, request);
    }
}
