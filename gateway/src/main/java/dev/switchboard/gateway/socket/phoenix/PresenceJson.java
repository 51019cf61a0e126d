package dev.switchboard.gateway.socket.phoenix;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.PresenceChanged.Availability;
import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.gateway.presence.Online;
import dev.switchboard.gateway.presence.PresenceDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Who is online, as npm `phoenix`'s `Presence` reads it: members by key, one meta a connection.
final class PresenceJson {
    static final PresenceDiff.Encoding<byte[]> DIFF =
            diff -> Json.write(new Diff(byKey(diff.joins()), byKey(diff.leaves())));

    private PresenceJson() {}

    static byte[] state(List<Online> online) {
        return Json.write(byKey(online));
    }

    private static Map<String, Metas> byKey(List<Online> online) {
        Map<String, Metas> byKey = new LinkedHashMap<>();
        for (Online one : online) {
            byKey.put(
                    one.member().key(),
                    new Metas(one.connections().stream()
                            .map(connection -> PhoenixMeta.of(one.member(), connection))
                            .toList()));
        }
        return byKey;
    }

    private record Diff(Map<String, Metas> joins, Map<String, Metas> leaves) {}

    private record Metas(List<PhoenixMeta> metas) {}

    /// @param onlineAt unix seconds, in Papercups' words
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record PhoenixMeta(
            String onlineAt,
            @Nullable UUID customerId,
            @Nullable Integer userId,
            @Nullable String name,
            @Nullable String availability,
            @Nullable UUID conversationId,
            @Nullable String currentUrl,
            String phxRef,
            @Nullable String phxRefPrev) {
        static PhoenixMeta of(Member member, Connection connection) {
            Meta meta = connection.meta();
            Availability availability = meta.availability();
            return new PhoenixMeta(
                    Long.toString(meta.onlineAt().getEpochSecond()),
                    meta.customerId(),
                    member.number(),
                    member.name(),
                    availability == null ? null : availability.name().toLowerCase(Locale.ROOT),
                    meta.conversationId(),
                    meta.page() == null ? null : meta.page().url(),
                    connection.ref(),
                    connection.previous());
        }
    }
}
