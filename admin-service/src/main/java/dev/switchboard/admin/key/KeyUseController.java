package dev.switchboard.admin.key;

import dev.switchboard.common.identity.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Where gateways say which keys were used lately; nobody is routed here.
@RestController
class KeyUseController {
    private final ApiKeys keys;

    KeyUseController(ApiKeys keys) {
        this.keys = keys;
    }

    record Use(@NotNull UUID keyId, @NotNull Instant usedAt) {}

    record Uses(@NotNull @Size(max = 1000) List<@Valid Use> uses) {}

    @PostMapping("/internal/key-uses")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> used(Caller.Operator operator, @Valid @RequestBody Uses request) {
        return keys.used(request.uses().stream()
                .collect(Collectors.toMap(Use::keyId, Use::usedAt, (one, other) -> one.isAfter(other) ? one : other)));
    }
}
