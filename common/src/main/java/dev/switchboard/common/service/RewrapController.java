package dev.switchboard.common.service;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.secret.RewrapSecrets;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Where the installation has a service put its secrets under the current master key; the gateway routes nobody here.
@RestController
class RewrapController {
    private final RewrapSecrets rewrapSecrets;

    RewrapController(RewrapSecrets rewrapSecrets) {
        this.rewrapSecrets = rewrapSecrets;
    }

    @PostMapping("/internal/secrets/rewrap")
    Mono<RewrapSecrets.Done> rewrap(Caller.Operator operator) {
        return rewrapSecrets.rewrap();
    }
}
