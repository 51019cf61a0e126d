package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Words what this replica tells, and numbers it. Used under the roster's lock.
final class Bulletins {
    private final String replica;
    private final LastSeen lastSeen;
    private final Clock clock;
    private long number;

    Bulletins(String replica, LastSeen lastSeen, Clock clock) {
        this.replica = replica;
        this.lastSeen = lastSeen;
        this.clock = clock;
    }

    String replica() {
        return replica;
    }

    PresenceChanged beat(List<String> knows) {
        return new PresenceChanged.Beat(
                Ids.next(), PresenceChanged.NO_ACCOUNT, clock.instant(), replica, ++number, knows);
    }

    void told(News news, int chunk, List<PresenceChanged> facts) {
        news.take(
                chunk,
                (account, entered) -> facts.add(new PresenceChanged.Told(
                        Ids.next(), account, clock.instant(), replica, ++number, entered, List.of())),
                (account, left) -> facts.add(new PresenceChanged.Told(
                        Ids.next(), account, clock.instant(), replica, ++number, List.of(), left)));
    }

    /// A piece of a snapshot before it is numbered.
    private record Piece(UUID accountId, List<Connection> present, List<PresenceChanged.LastSeen> seen) {}

    void snapshot(Map<UUID, List<Connection>> present, int chunk, List<PresenceChanged> facts) {
        List<Piece> pieces = new ArrayList<>();
        present.forEach((account, all) ->
                News.inPieces(all, chunk).forEach(some -> pieces.add(new Piece(account, some, List.of()))));
        lastSeen.witnessed()
                .forEach((account, all) ->
                        News.inPieces(all, chunk).forEach(some -> pieces.add(new Piece(account, List.of(), some))));
        if (pieces.isEmpty()) {
            pieces.add(new Piece(PresenceChanged.NO_ACCOUNT, List.of(), List.of()));
        }
        for (int part = 0; part < pieces.size(); part++) {
            Piece piece = pieces.get(part);
            facts.add(new PresenceChanged.Snapshot(
                    Ids.next(),
                    piece.accountId(),
                    clock.instant(),
                    replica,
                    ++number,
                    part,
                    pieces.size(),
                    piece.present(),
                    piece.seen()));
        }
    }
}
