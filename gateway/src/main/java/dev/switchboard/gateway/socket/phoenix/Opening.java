package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.gateway.auth.Credential;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a handshake said.
///
/// @param origin the other site's page that the client runs in, where it is a browser
record Opening(Credential credential, @Nullable String origin, Serializer serializer) {
    /// Absent where only the topics tell.
    @Nullable
    UUID accountId() {
        return credential.caller() instanceof Caller.InAccount caller ? caller.accountId() : null;
    }
}
