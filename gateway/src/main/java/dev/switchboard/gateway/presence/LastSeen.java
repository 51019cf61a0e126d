package dev.switchboard.gateway.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.contract.PresenceChanged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// When members were last heard on a connection that closed. Known for some minutes, and for so many members.
final class LastSeen {
    private final Cache<Who, Heard> heard;

    LastSeen(PresenceSettings settings) {
        heard = Caffeine.newBuilder()
                .expireAfterWrite(settings.remembered())
                .maximumSize(settings.rememberedMost())
                .build();
    }

    private record Who(UUID accountId, String key) {}

    /// @param witness whether this replica saw it, or nobody else is left to tell it
    private record Heard(Instant at, boolean witness) {}

    void remember(UUID accountId, String key, Instant at, boolean witness) {
        heard.asMap()
                .merge(
                        new Who(accountId, key),
                        new Heard(at, witness),
                        (had, now) -> now.at().isBefore(had.at()) ? had : now);
    }

    @Nullable
    Instant of(UUID accountId, String key) {
        Heard known = heard.getIfPresent(new Who(accountId, key));
        return known == null ? null : known.at();
    }

    /// What this replica has to tell a new one, by account.
    Map<UUID, List<PresenceChanged.LastSeen>> witnessed() {
        return heard.asMap().entrySet().stream()
                .filter(entry -> entry.getValue().witness())
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().accountId(),
                        Collectors.mapping(
                                entry -> new PresenceChanged.LastSeen(
                                        entry.getKey().key(), entry.getValue().at()),
                                Collectors.toList())));
    }
}
