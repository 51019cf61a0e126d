package dev.switchboard.conversation.webchat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A visitor's session on a page. Its address is the one that the gateway gives the same visitor at a socket, so that
/// both lead to one conversation.
///
/// @param userId as the visitor knows itself
public record Visit(UUID accountId, Address address, String userId, String sessionId) {
    /// Of whom nobody vouches for: user and session together are the capability.
    public static Visit unproven(UUID accountId, UUID inboxId, @Nullable String userId, String sessionId) {
        String user = userId == null ? "visitor-" + digest(inboxId, sessionId) : userId;
        return at(accountId, inboxId, user + "|" + sessionId, user, sessionId);
    }

    /// @param sessionId null for the one that is the same on all of the visitor's devices
    public static Visit proven(UUID accountId, UUID inboxId, String identity, @Nullable String sessionId) {
        String session = sessionId == null ? "user-" + digest(inboxId, identity) : sessionId;
        return at(accountId, inboxId, identity, identity, session);
    }

    /// A user id as an identity: no unproven one is without a bar, and no proven one has any.
    public static String identity(String userId) {
        return userId.replace("%", "%25").replace("|", "%7C");
    }

    private static Visit at(UUID accountId, UUID inboxId, String identity, String user, String session) {
        return new Visit(accountId, new Address(inboxId, Channel.WEB, identity, session), user, session);
    }

    private static UUID digest(UUID inboxId, String text) {
        return UUID.nameUUIDFromBytes((inboxId + ":" + text).getBytes(StandardCharsets.UTF_8));
    }
}
