package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.auth.Identified;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the request that opened a session said.
///
/// @param query the first value of each parameter
/// @param identified who the request's headers say it is
public record Opening(Map<String, String> query, @Nullable String origin, Identified identified) {}
