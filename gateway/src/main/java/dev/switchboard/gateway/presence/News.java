package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Departure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/// What a turn has to tell the other replicas, by account. Who enters is told before who leaves, so that a connection
/// that changed is never away. Used under the roster's lock, and emptied by every turn.
final class News {
    private final Map<UUID, List<Connection>> entered = new LinkedHashMap<>();
    private final Map<UUID, List<Departure>> left = new LinkedHashMap<>();

    void entered(UUID accountId, Connection connection) {
        entered.computeIfAbsent(accountId, _ -> new ArrayList<>()).add(connection);
    }

    void left(UUID accountId, Departure departure) {
        left.computeIfAbsent(accountId, _ -> new ArrayList<>()).add(departure);
    }

    boolean isEmpty() {
        return entered.isEmpty() && left.isEmpty();
    }

    void clear() {
        entered.clear();
        left.clear();
    }

    /// In pieces of at most `chunk`; then there is no more.
    void take(int chunk, BiConsumer<UUID, List<Connection>> comers, BiConsumer<UUID, List<Departure>> leavers) {
        entered.forEach((account, all) -> inPieces(all, chunk).forEach(piece -> comers.accept(account, piece)));
        left.forEach((account, all) -> inPieces(all, chunk).forEach(piece -> leavers.accept(account, piece)));
        clear();
    }

    static <T> List<List<T>> inPieces(List<T> all, int chunk) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < all.size(); from += chunk) {
            pieces.add(List.copyOf(all.subList(from, Math.min(all.size(), from + chunk))));
        }
        return pieces;
    }
}
