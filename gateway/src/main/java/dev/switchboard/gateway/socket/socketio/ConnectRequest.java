package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.auth.Proof;
import dev.switchboard.gateway.socket.engineio.Opening;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// What a client says of itself: in its CONNECT packet, and before that in the query, which counts where the packet
/// is silent.
///
/// @param pid given at an earlier CONNECT
/// @param offset the last argument of the last event that the client was given
record ConnectRequest(
        @Nullable String token,
        @Nullable String tenantId,
        @Nullable String role,
        Proof proof,
        @Nullable String sessionId,
        @Nullable String pid,
        @Nullable String offset,
        Page page) {
    private static final Set<String> NAMES = Set.of(
            "token",
            "tenantId",
            "role",
            "userId",
            "userHash",
            "identifier_hash",
            "userToken",
            "sessionId",
            "pid",
            "offset",
            "url",
            "domain",
            "origin",
            "title");

    /// @param data an object, or nothing
    /// @throws Malformed when it is no JSON
    /// @throws Problem when a field is no text
    static ConnectRequest read(String data, Opening opening) {
        Fields auth = Reading.whole(data.isEmpty() ? "{}" : data, parser -> {
                    if (parser.nextToken() != JsonToken.START_OBJECT) {
                        throw new Malformed("a CONNECT that is no object");
                    }
                    return Fields.read(parser, NAMES);
                })
                .checked();
        Map<String, String> query = opening.query();
        String origin = either(auth, query, "origin");
        return new ConnectRequest(
                either(auth, query, "token"),
                either(auth, query, "tenantId"),
                either(auth, query, "role"),
                Proof.of(name -> either(auth, query, name)),
                either(auth, query, "sessionId"),
                auth.text("pid"),
                auth.text("offset"),
                new Page(
                        either(auth, query, "url"),
                        either(auth, query, "domain"),
                        origin == null ? opening.origin() : origin,
                        either(auth, query, "title")));
    }

    private static @Nullable String either(Fields auth, Map<String, String> query, String name) {
        String said = auth.text(name);
        String asked = query.get(name);
        return said != null || asked == null || asked.isBlank() ? said : asked;
    }

    boolean claimsAdmin() {
        return "admin".equalsIgnoreCase(role);
    }
}
