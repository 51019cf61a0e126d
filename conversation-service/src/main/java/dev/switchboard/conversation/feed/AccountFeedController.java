package dev.switchboard.conversation.feed;

import dev.switchboard.common.identity.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// For the gateway only, which has established before that its reader is an agent of the account.
@RestController
class AccountFeedController {
    private final ReadAccountFeed readAccountFeed;

    AccountFeedController(ReadAccountFeed readAccountFeed) {
        this.readAccountFeed = readAccountFeed;
    }

    /// @param since everything logged after a moment; goes before `after`
    @GetMapping("/internal/accounts/{id}/feed")
    Mono<AccountFeed> read(
            Caller.Operator caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "1000") int limit) {
        From from = since == null && after == null ? null : From.of(since, after == null ? 0 : after);
        return readAccountFeed.of(id, from, Math.clamp(limit, 1, ReadAccountFeed.MOST));
    }
}
