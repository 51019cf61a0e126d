package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Kind;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.gateway.presence.Online;
import dev.switchboard.gateway.presence.PresenceDiff;
import dev.switchboard.gateway.socket.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is online, as the Amoiq API tells staff: visitors alone.
final class OnlineUsers {
    /// `user_online` for who came, `user_offline` for who went.
    static final PresenceDiff.Encoding<List<Frame>> CHANGES = OnlineUsers::changes;

    private OnlineUsers() {}

    record Listed(List<User> users) {}

    /// A visitor on its latest connection.
    record User(
            String userId,
            @Nullable String sessionId,
            String connectedAt,
            @Nullable String domain,
            @Nullable String origin,
            @Nullable String url) {}

    private record Gone(String userId) {}

    static Listed listed(List<Online> online) {
        return new Listed(online.stream().flatMap(OnlineUsers::user).toList());
    }

    private static List<Frame> changes(PresenceDiff diff) {
        List<Frame> frames = new ArrayList<>();
        diff.came().stream()
                .flatMap(OnlineUsers::user)
                .map(user -> Frames.event("user_online", user))
                .forEach(frames::add);
        diff.gone().stream()
                .filter(member -> member.kind() == Kind.VISITOR)
                .map(member -> Frames.event("user_offline", new Gone(userId(member, diff.leaves()))))
                .forEach(frames::add);
        return List.copyOf(frames);
    }

    private static Stream<User> user(Online online) {
        if (online.member().kind() != Kind.VISITOR || online.connections().isEmpty()) {
            return Stream.of();
        }
        Meta meta = online.connections().getLast().meta();
        Page page = meta.page();
        return Stream.of(new User(
                meta.userId() == null ? online.member().key() : meta.userId(),
                meta.sessionId(),
                AmoiqMessage.time(meta.onlineAt()),
                page == null ? null : page.domain(),
                page == null ? null : page.origin(),
                page == null ? null : page.url()));
    }

    private static String userId(Member member, List<Online> left) {
        return left.stream()
                .filter(online -> online.member().key().equals(member.key()))
                .flatMap(online -> online.connections().stream())
                .map(Connection::meta)
                .map(Meta::userId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(member.key());
    }
}
