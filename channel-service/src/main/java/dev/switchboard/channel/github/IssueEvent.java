package dev.switchboard.channel.github;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What GitHub tells of an issue.
record IssueEvent(
        @Nullable String action,
        @Nullable Told issue,
        @Nullable Comment comment,
        @Nullable Repository repository,
        @Nullable Sender sender) {
    private static final int LONGEST = 4000;

    @JsonNaming(SnakeCaseStrategy.class)
    record Told(
            int number,
            @Nullable String title,
            @Nullable String htmlUrl,
            @Nullable String stateReason) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Comment(@Nullable String body, @Nullable String htmlUrl) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Repository(@Nullable String fullName) {}

    record Sender(@Nullable String login) {}

    @Nullable
    String repo() {
        return repository == null ? null : repository.fullName();
    }

    /// The state that the issue has now; null where the event is about something else.
    ///
    /// @param kind GitHub's name of the event
    @Nullable
    String state(@Nullable String kind) {
        return switch (kind + "." + action) {
            case "issues.closed" -> "closed";
            case "issues.reopened" -> "open";
            default -> null;
        };
    }

    /// The note that it makes; null where it makes none.
    ///
    /// @param kind GitHub's name of the event
    @Nullable
    String note(@Nullable String kind) {
        String repo = repo();
        if (issue == null || repo == null || action == null) {
            return null;
        }
        String what = "GitHub issue [" + repo + "#" + issue.number() + "](" + issue.htmlUrl() + ")";
        String who = sender == null || sender.login() == null ? "" : " by " + sender.login();
        return switch (kind + "." + action) {
            case "issues.closed" -> what + " was closed" + who + reason();
            case "issues.reopened" -> what + " was reopened" + who;
            case "issue_comment.created" ->
                comment == null || comment.body() == null
                        ? null
                        : what + " was commented on" + who + ":\n\n" + cut(comment.body());
            default -> null;
        };
    }

    private String reason() {
        return issue != null && "not_planned".equals(issue.stateReason()) ? " as not planned" : "";
    }

    private static String cut(String text) {
        String storable = text.replace("\0", "");
        return storable.length() > LONGEST ? storable.substring(0, LONGEST) + "…" : storable;
    }
}
