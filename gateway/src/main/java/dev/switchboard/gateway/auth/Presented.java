package dev.switchboard.gateway.auth;

import org.jspecify.annotations.Nullable;

/// What a request shows of itself: the header values, or a socket's query token as `authorization`.
public record Presented(
        @Nullable String authorization,
        @Nullable String apiKey,
        @Nullable String origin) {}
