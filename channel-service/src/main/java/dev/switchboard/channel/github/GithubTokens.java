package dev.switchboard.channel.github;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an account may do at GitHub with.
///
/// @param refreshToken for another access token, where they expire
/// @param until when the access token expires; absent where it does not
record GithubTokens(
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant until) {
    boolean isOver(Instant now) {
        return until != null && !now.isBefore(until.minusSeconds(60));
    }

    @Override
    public String toString() {
        return "GithubTokens[until=" + until + "]";
    }
}
