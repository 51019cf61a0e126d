package dev.switchboard.admin.key;

import dev.switchboard.common.identity.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Where gateways say which keys were used lately, and how much they read; nobody is routed here.
@RestController
class KeyUseController {
    private final ApiKeys keys;
    private final WatchKeys watch;

    KeyUseController(ApiKeys keys, WatchKeys watch) {
        this.keys = keys;
        this.watch = watch;
    }

    /// @param bytes given to it since the last time; null from a gateway of before, which does not count them
    record Use(
            @NotNull UUID keyId,
            @NotNull Instant usedAt,
            @Nullable @PositiveOrZero Long bytes) {}

    record Uses(@NotNull @Size(max = 1000) List<@Valid Use> uses) {}

    @PostMapping("/internal/key-uses")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> used(Caller.Operator operator, @Valid @RequestBody Uses request) {
        Map<UUID, Instant> latest = request.uses().stream()
                .collect(Collectors.toMap(Use::keyId, Use::usedAt, (one, other) -> one.isAfter(other) ? one : other));
        Map<UUID, Long> read = request.uses().stream()
                .filter(use -> use.bytes() != null && use.bytes() > 0)
                .collect(Collectors.toMap(Use::keyId, use -> Objects.requireNonNull(use.bytes()), Long::sum));
        return keys.used(latest).then(read.isEmpty() ? Mono.empty() : watch.read(read));
    }
}
