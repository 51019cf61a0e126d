package dev.switchboard.gateway.auth;

import org.jspecify.annotations.Nullable;

/// What a request shows of itself: the header values, or a socket's query token as `authorization`.
///
/// @param origin what a browser says; secret keys are taken from none
/// @param site the origin where it is another site's, which an inbox has to allow
public record Presented(
        @Nullable String authorization,
        @Nullable String apiKey,
        @Nullable String origin,
        @Nullable String site) {
    public Presented(@Nullable String authorization, @Nullable String apiKey, @Nullable String origin) {
        this(authorization, apiKey, origin, origin);
    }
}
