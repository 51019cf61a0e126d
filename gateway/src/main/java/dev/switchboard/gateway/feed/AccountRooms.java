package dev.switchboard.gateway.feed;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The local subscribers of whole accounts.
final class AccountRooms {
    private final Map<UUID, List<AccountSubscription>> rooms = new ConcurrentHashMap<>();

    void join(UUID account, AccountSubscription subscription) {
        rooms.merge(
                account,
                List.of(subscription),
                (had, one) -> Stream.concat(had.stream(), one.stream()).toList());
    }

    void leave(UUID account, AccountSubscription subscription) {
        rooms.computeIfPresent(account, (_, had) -> {
            List<AccountSubscription> left =
                    had.stream().filter(one -> one != subscription).toList();
            return left.isEmpty() ? null : left;
        });
    }

    boolean isEmpty() {
        return rooms.isEmpty();
    }

    List<AccountSubscription> of(UUID account) {
        return rooms.getOrDefault(account, List.of());
    }
}
