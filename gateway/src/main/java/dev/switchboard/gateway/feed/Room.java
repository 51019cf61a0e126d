package dev.switchboard.gateway.feed;

import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The local subscribers of one place, by the loop that each is heard on. They join and leave under the lock of
/// `Rooms`; a fact finds them without one.
final class Room {
    private static final Group[] NOBODY = {};

    private final Place place;
    private volatile Group[] groups = NOBODY;
    private volatile @Nullable UUID conversationId;

    Room(Place place) {
        this.place = place;
    }

    /// @param subscriptions never changed
    record Group(Executor loop, Subscription[] subscriptions) {
        Group with(Subscription one) {
            Subscription[] more = Arrays.copyOf(subscriptions, subscriptions.length + 1);
            more[subscriptions.length] = one;
            return new Group(loop, more);
        }

        Group without(Subscription one) {
            return new Group(
                    loop, Arrays.stream(subscriptions).filter(s -> s != one).toArray(Subscription[]::new));
        }
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
        Executor loop = subscription.loop();
        boolean known = Arrays.stream(groups).anyMatch(group -> group.loop() == loop);
        groups = known
                ? Arrays.stream(groups)
                        .map(group -> group.loop() == loop ? group.with(subscription) : group)
                        .toArray(Group[]::new)
                : Stream.concat(Arrays.stream(groups), Stream.of(new Group(loop, new Subscription[] {subscription})))
                        .toArray(Group[]::new);
    }

    void remove(Subscription subscription) {
        groups = Arrays.stream(groups)
                .map(group -> group.loop() == subscription.loop() ? group.without(subscription) : group)
                .filter(group -> group.subscriptions().length > 0)
                .toArray(Group[]::new);
    }

    boolean isEmpty() {
        return groups.length == 0;
    }

    /// A fact of another account than the room's goes to nobody.
    void deliver(FeedItem<?> item, Deliveries deliveries) {
        if (item.fact().accountId().equals(place.accountId())) {
            for (Group group : groups) {
                deliveries.add(item, group);
            }
        }
    }
}
