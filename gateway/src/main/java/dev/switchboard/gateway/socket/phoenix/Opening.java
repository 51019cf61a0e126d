package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.gateway.auth.Credential;
import org.jspecify.annotations.Nullable;

/// What a handshake said.
///
/// @param origin the page that the client runs in, where it is a browser
record Opening(Credential credential, @Nullable String origin, Serializer serializer) {}
