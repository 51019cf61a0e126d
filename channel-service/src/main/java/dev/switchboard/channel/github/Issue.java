package dev.switchboard.channel.github;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// An issue as GitHub tells it.
///
/// @param pullRequest present where it is a pull request, which GitHub lists among issues
@JsonNaming(SnakeCaseStrategy.class)
record Issue(
        int number,
        String title,
        String state,
        String htmlUrl,
        @Nullable String body,
        @Nullable PullRequest pullRequest) {
    record PullRequest(@Nullable String url) {}
}
