package dev.switchboard.conversation.team;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Some people of the desk under one name, to whom conversations are given together.
///
/// @param members their user ids
public record Team(UUID accountId, UUID id, String name, List<UUID> members, Instant createdAt, Instant updatedAt) {
    public Team named(String next, Instant at) {
        return new Team(accountId, id, next, members, createdAt, at);
    }

    public Team of(List<UUID> people, Instant at) {
        return new Team(accountId, id, name, people.stream().distinct().toList(), createdAt, at);
    }
}
