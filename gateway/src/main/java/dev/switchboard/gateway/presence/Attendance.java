package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Kind;
import dev.switchboard.common.contract.PresenceChanged.Member;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is online in one account. Written under the roster's lock, read by anyone.
final class Attendance {
    private static final Comparator<Online> LATEST_FIRST =
            Comparator.comparing(Attendance::since).reversed();

    private final Map<String, Online> users = new ConcurrentHashMap<>();
    private final Map<String, Online> visitors = new ConcurrentHashMap<>();
    private final Audience audience = new Audience(this);

    Audience audience() {
        return audience;
    }

    void join(Connection connection) {
        Member member = connection.member();
        of(member).merge(member.key(), new Online(member, List.of(connection)), (had, one) -> {
            Stream<Connection> all = Stream.concat(had.connections().stream(), one.connections().stream());
            return new Online(member, all.toList());
        });
        audience.joined(connection);
    }

    void leave(Member member, String ref) {
        of(member).computeIfPresent(member.key(), (_, had) -> {
            List<Connection> left = had.connections().stream()
                    .filter(connection -> !connection.ref().equals(ref))
                    .toList();
            had.connections().stream()
                    .filter(connection -> connection.ref().equals(ref))
                    .forEach(audience::left);
            return left.isEmpty() ? null : new Online(had.member(), left);
        });
    }

    private Map<String, Online> of(Member member) {
        return member.kind() == Kind.USER ? users : visitors;
    }

    @Nullable
    Online present(Member member) {
        return of(member).get(member.key());
    }

    boolean isPresent(String key) {
        return users.containsKey(key) || visitors.containsKey(key);
    }

    /// @param most how many, users of the desk first, then the latest visitors
    List<Online> online(int most) {
        return Stream.concat(users.values().stream(), visitors.values().stream().sorted(LATEST_FIRST))
                .limit(most)
                .toList();
    }

    List<Online> visitors(int most) {
        return visitors.values().stream().sorted(LATEST_FIRST).limit(most).toList();
    }

    /// Those who are in a conversation, with their connections there, as `sight` sees them.
    List<Online> online(UUID conversation, Watch.Sight sight, int most) {
        Predicate<Connection> seen = Audience.in(conversation).and(sight::sees);
        Stream<Online> all = sight == Watch.Sight.VISITOR
                ? users.values().stream()
                : Stream.concat(users.values().stream(), visitors.values().stream());
        return all.map(online -> new Online(
                        online.member(),
                        online.connections().stream()
                                .filter(seen)
                                .map(sight::of)
                                .toList()))
                .filter(online -> !online.connections().isEmpty())
                .limit(most)
                .toList();
    }

    private static Instant since(Online online) {
        return online.connections().getFirst().meta().onlineAt();
    }

    int size() {
        return users.size() + visitors.size();
    }

    /// Whether nobody is online and nobody watches.
    boolean isEmpty() {
        return size() == 0 && audience.isEmpty();
    }
}
