package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.Address;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.feed.Place;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A visitor in a session: who opened the socket, and where its conversation stands.
///
/// @param since the last `seq` the client has, when it resumes
record Visit(
        Credential credential,
        UUID accountId,
        Address address,
        String userId,
        String sessionId,
        @Nullable Long since) {
    Place place() {
        return new Place.At(accountId, address);
    }
}
