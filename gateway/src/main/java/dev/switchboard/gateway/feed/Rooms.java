package dev.switchboard.gateway.feed;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// All rooms, by their place, and by their conversation once it is known. A fact finds its rooms without a lock;
/// rooms are made, named and cleared away under one.
final class Rooms {
    private final Map<Place, Room> byPlace = new ConcurrentHashMap<>();
    private final Map<String, List<Room>> byConversation = new ConcurrentHashMap<>();
    private volatile int unnamed;

    synchronized Room join(Place place, Subscription subscription) {
        Room room = byPlace.computeIfAbsent(place, this::make);
        room.add(subscription);
        return room;
    }

    private Room make(Place place) {
        Room room = new Room(place);
        switch (place) {
            case Place.At _ -> unnamed++;
            case Place.In in -> enter(room, in.conversationId());
        }
        return room;
    }

    private void enter(Room room, UUID conversation) {
        room.named(conversation);
        byConversation.merge(
                conversation.toString(),
                List.of(room),
                (had, one) -> Stream.concat(had.stream(), one.stream()).toList());
    }

    synchronized void leave(Room room, Subscription subscription) {
        room.remove(subscription);
        if (!room.isEmpty() || !byPlace.remove(room.place(), room)) {
            return;
        }
        UUID conversation = room.conversationId();
        if (conversation == null) {
            unnamed--;
            return;
        }
        byConversation.computeIfPresent(conversation.toString(), (_, had) -> {
            List<Room> left = had.stream().filter(r -> r != room).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /// The conversation of a place became known.
    void name(Place place, UUID conversation) {
        Room room = byPlace.get(place);
        if (room != null && room.conversationId() == null) {
            name(room, conversation);
        }
    }

    private synchronized void name(Room room, UUID conversation) {
        if (room.conversationId() == null && byPlace.get(room.place()) == room) {
            unnamed--;
            enter(room, conversation);
        }
    }

    List<Room> of(String conversation) {
        return byConversation.getOrDefault(conversation, List.of());
    }

    /// Whether any room waits for its conversation, so that facts must be looked at for their address.
    boolean anyUnnamed() {
        return unnamed > 0;
    }

    /// Those of the conversation, and the one of the place.
    List<Room> of(String conversation, Place place) {
        List<Room> named = of(conversation);
        Room room = byPlace.get(place);
        return room == null || named.contains(room)
                ? named
                : Stream.concat(named.stream(), Stream.of(room)).toList();
    }

    int count() {
        return byPlace.size();
    }
}
