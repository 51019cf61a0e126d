package dev.switchboard.channel.oauth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an account may do at a provider with.
///
/// @param refreshToken for another access token, where they expire
/// @param until when the access token expires; absent where it does not
public record OAuthTokens(
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant until) {
    boolean isOver(Instant now) {
        return until != null && !now.isBefore(until.minusSeconds(60));
    }

    @Override
    public String toString() {
        return "OAuthTokens[until=" + until + "]";
    }
}
