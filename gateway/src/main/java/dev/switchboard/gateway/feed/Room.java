package dev.switchboard.gateway.feed;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The local subscribers of one place.
final class Room {
    private final Place place;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile @Nullable UUID conversationId;

    Room(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    @Nullable
    UUID conversationId() {
        return conversationId;
    }

    void named(UUID id) {
        conversationId = id;
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /// A fact of another account than the room's goes to nobody.
    void deliver(FeedItem<?> item) {
        if (item.fact().accountId().equals(place.accountId())) {
            subscriptions.forEach(subscription -> subscription.hear(item));
        }
    }
}
