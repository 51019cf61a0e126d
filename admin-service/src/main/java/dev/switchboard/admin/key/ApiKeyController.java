package dev.switchboard.admin.key;

import dev.switchboard.common.contract.AccountUpdated.KeyKind;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// API keys in Netia's form.
@RestController
@Tag(name = "Netia: API keys")
@RequestMapping("/api/api_keys")
class ApiKeyController {
    private static final int DAY = 86_400;
    private static final int LONGEST_NAME = 100;

    private final ApiKeys keys;
    private final CreateKey createKey;
    private final RotateKey rotateKey;
    private final RevokeKey revokeKey;
    private final Clock clock;

    ApiKeyController(ApiKeys keys, CreateKey createKey, RotateKey rotateKey, RevokeKey revokeKey, Clock clock) {
        this.keys = keys;
        this.createKey = createKey;
        this.rotateKey = rotateKey;
        this.revokeKey = revokeKey;
        this.clock = clock;
    }

    @Operation(
            summary = "List API keys",
            description =
                    "The newest first: an administrator sees the account's, everybody else the own personal ones. "
                            + "`limit` is at most 100; `next` goes into `after`.")
    @GetMapping
    Mono<Page> list(
            Caller.Agent caller,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > 100) {
            throw Problem.field("limit", "must be from 1 to 100");
        }
        return keys.page(caller.accountId(), caller.administers() ? null : caller.userId(), after, limit + 1)
                .collectList()
                .map(found -> {
                    List<ApiKey> page = found.subList(0, Math.min(limit, found.size()));
                    UUID next = found.size() > limit ? page.getLast().id() : null;
                    return new Page(page.stream().map(this::view).toList(), next);
                });
    }

    @Operation(
            summary = "Make an API key",
            description =
                    "`kind` is `personal` (acts as you), `secret` (a server) or `publishable` (pages of one inbox). "
                            + "`scopes` are named in docs/keys.md; `*` is all. `key` is shown here and never again.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<OneMinted> create(Caller.Agent caller, @RequestBody CreateRequest request) {
        KeyBody body = request.apiKey();
        if (body == null) {
            throw Problem.field("api_key", "can't be blank");
        }
        CreateKey.Wish wish = new CreateKey.Wish(
                body.kind() == null ? KeyKind.PERSONAL : body.kind(),
                name(body.name()),
                body.inboxId(),
                body.scopes(),
                body.expiresAt());
        return createKey.create(caller, wish).map(this::minted);
    }

    @Operation(summary = "Show an API key", description = "What it may do and when it was last used; never the key.")
    @GetMapping("/{id}")
    Mono<One> one(Caller.Agent caller, @PathVariable UUID id) {
        return keys.byId(caller.accountId(), id)
                .filter(key -> KeyRights.may(caller, key))
                .switchIfEmpty(Mono.error(KeyRights::notFound))
                .map(key -> new One(view(key)));
    }

    @Operation(
            summary = "Rotate an API key",
            description =
                    "Makes another one with the same rights. The old one is good for `overlap_seconds` more (a day "
                            + "where nothing is said, at most 30 days) and revoked then.")
    @PostMapping("/{id}/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<OneMinted> rotate(
            Caller.Agent caller,
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable RotateRequest request) {
        Integer said = request == null ? null : request.overlapSeconds();
        if (said != null && (said < 0 || said > 30 * DAY)) {
            throw Problem.field("overlap_seconds", "must be from 0 to " + 30 * DAY);
        }
        return rotateKey
                .rotate(caller, id, Duration.ofSeconds(said == null ? DAY : said))
                .map(this::minted);
    }

    private static String name(@Nullable String said) {
        if (said == null || said.isBlank()) {
            throw Problem.field("name", "can't be blank");
        }
        if (said.length() > LONGEST_NAME || said.indexOf('\0') >= 0) {
            throw Problem.field("name", "should be at most " + LONGEST_NAME + " character(s) that can be stored");
        }
        return said.strip();
    }

    @Operation(
            summary = "Revoke an API key",
            description = "At every gateway within two seconds, with the sockets that it opened.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revoke(Caller.Agent caller, @PathVariable UUID id) {
        return revokeKey.revoke(caller, id);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record CreateRequest(@Nullable KeyBody apiKey) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record KeyBody(
            @Nullable String name,
            @Nullable KeyKind kind,
            @Nullable UUID inboxId,
            @Nullable List<String> scopes,
            @Nullable Instant expiresAt) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record RotateRequest(@Nullable Integer overlapSeconds) {}

    record Page(List<KeyView> data, @Nullable UUID next) {}

    record One(KeyView data) {}

    record OneMinted(MintedView data) {}

    /// @param state active, expired or revoked
    /// @param lastUsedAt some seconds late
    @JsonNaming(SnakeCaseStrategy.class)
    record KeyView(
            String object,
            UUID id,
            String kind,
            String name,
            String prefix,
            @Nullable UUID inboxId,
            @Nullable UUID userId,
            List<String> scopes,
            String state,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt,
            @Nullable UUID replacedBy) {}

    /// @param key the only time that it is shown
    @JsonNaming(SnakeCaseStrategy.class)
    record MintedView(
            @com.fasterxml.jackson.annotation.JsonUnwrapped KeyView view, String key) {
        @Override
        public String toString() {
            return "MintedView[" + view.id() + "]";
        }
    }

    private OneMinted minted(ApiKey.Minted minted) {
        return new OneMinted(new MintedView(view(minted.key()), minted.text()));
    }

    private KeyView view(ApiKey key) {
        return new KeyView(
                "api_key",
                key.id(),
                key.kind().name().toLowerCase(Locale.ROOT),
                key.name(),
                key.prefix(),
                key.inboxId(),
                key.userId(),
                key.scopes(),
                key.state(clock.instant()),
                key.createdAt().truncatedTo(ChronoUnit.MILLIS),
                millis(key.expiresAt()),
                millis(key.revokedAt()),
                millis(key.lastUsedAt()),
                key.replacedBy());
    }

    private static @Nullable Instant millis(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS);
    }
}
