package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.ConversationUpdated;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// All lobbies, by the customer or the account for whose conversations they wait.
final class Lobbies {
    private final Map<UUID, List<Lobby>> waiting = new ConcurrentHashMap<>();

    void join(Lobby lobby) {
        waiting.merge(
                lobby.whose(),
                List.of(lobby),
                (had, one) -> Stream.concat(had.stream(), one.stream()).toList());
    }

    void leave(Lobby lobby) {
        waiting.computeIfPresent(lobby.whose(), (_, had) -> {
            List<Lobby> left = had.stream().filter(l -> l != lobby).toList();
            return left.isEmpty() ? null : left;
        });
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void tell(FeedItem<ConversationUpdated> item) {
        if (item.fact() instanceof ConversationUpdated.Created created) {
            waiting.getOrDefault(created.customerId(), List.of()).forEach(lobby -> lobby.hear(item));
            waiting.getOrDefault(created.accountId(), List.of()).forEach(lobby -> lobby.hear(item));
        }
    }
}
