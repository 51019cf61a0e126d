package dev.switchboard.conversation.feed;

import dev.switchboard.common.identity.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// For the gateway only, which has established before whose feeds it asks for.
@RestController
class FeedController {
    private final ReadFeeds readFeeds;

    FeedController(ReadFeeds readFeeds) {
        this.readFeeds = readFeeds;
    }

    /// One answer for each that is wanted, in the same order; null where there is no such conversation in the account.
    @PostMapping("/internal/feeds")
    Mono<List<@Nullable Feed>> read(Caller.Operator caller, @Valid @RequestBody FeedsRequest request) {
        return readFeeds.of(request.wanted(), request.limit());
    }

    /// @param limit messages for each; a whole answer has at most `ReadFeeds.TOGETHER`, but one for each
    record FeedsRequest(
            @NotEmpty @Size(max = 50) List<@Valid Wanted> wanted,
            @Min(1) @Max(ReadFeeds.MOST) int limit) {}
}
