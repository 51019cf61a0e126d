package dev.switchboard.conversation.feed;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Place;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// For the gateway only, which has established before whose feed it asks for.
@RestController
@RequestMapping("/internal")
class FeedController {
    private final ReadFeed readFeed;

    FeedController(ReadFeed readFeed) {
        this.readFeed = readFeed;
    }

    @GetMapping("/feed")
    Mono<Feed> at(
            Caller.Operator caller,
            @RequestParam UUID accountId,
            @RequestParam UUID inboxId,
            @RequestParam String channel,
            @RequestParam String identity,
            @RequestParam(required = false) @Nullable String thread,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000") int limit) {
        Address address = new Address(inboxId, channel(channel), identity, thread);
        return readFeed.at(Place.of(accountId, address), From.of(since, after), limit(limit));
    }

    @GetMapping("/conversations/{id}/feed")
    Mono<Feed> of(
            Caller.Operator caller,
            @PathVariable UUID id,
            @RequestParam UUID accountId,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000") int limit) {
        return readFeed.of(accountId, id, From.of(since, after), limit(limit));
    }

    private static int limit(int limit) {
        return Math.clamp(limit, 1, ReadFeed.MOST);
    }

    private static Channel channel(String text) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> Problem.field("channel", "is not known"));
    }
}
