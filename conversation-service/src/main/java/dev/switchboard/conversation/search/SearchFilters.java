package dev.switchboard.conversation.search;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.tag.TagName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.BindParam;

/// A search's filters in the words of the API: status open or closed, or one of ours; an assignee by number, or `me`;
/// times in ISO 8601.
@Component
class SearchFilters {
    private static final UUID NOBODY = new UUID(0, 0);

    private final Directory directory;

    SearchFilters(Directory directory) {
        this.directory = directory;
    }

    /// As they stand in the query.
    record Asked(
            @BindParam("inbox_id") @Nullable String inboxId,
            @Nullable String status,
            @BindParam("assignee_id") @Nullable String assigneeId,
            @Nullable String tag,
            @Nullable String since,
            @Nullable String until) {}

    SearchFilter of(Caller.Staff caller, Asked asked) {
        String status = asked.status() == null ? "" : asked.status().toLowerCase(Locale.ROOT);
        Boolean closed = status.equals("open") ? Boolean.FALSE : status.equals("closed") ? Boolean.TRUE : null;
        boolean any = closed != null || status.isEmpty() || status.equals("all");
        return new SearchFilter(
                inbox(asked.inboxId()),
                closed,
                any ? null : status(status),
                assignee(caller, asked.assigneeId()),
                tag(asked.tag()),
                time("since", asked.since()),
                time("until", asked.until()));
    }

    /// @throws Problem where a filter is given to a search that knows none
    void none(Asked asked) {
        boolean given = Stream.of(
                        asked.inboxId(), asked.status(), asked.assigneeId(), asked.tag(), asked.since(), asked.until())
                .anyMatch(filter -> filter != null && !filter.isEmpty());
        if (given) {
            throw Problem.field("type", "customers takes no filters");
        }
    }

    private static @Nullable UUID inbox(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.field("inbox_id", "is invalid");
        }
    }

    private static Status status(String text) {
        try {
            return Status.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.field("status", "is invalid");
        }
    }

    /// An unknown number is nobody's, so that nothing is found.
    private @Nullable UUID assignee(Caller.Staff caller, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.equals("me")) {
            return caller instanceof Caller.Agent agent ? agent.userId() : NOBODY;
        }
        try {
            return directory
                    .user(caller.accountId(), Integer.parseInt(text))
                    .map(User::userId)
                    .orElse(NOBODY);
        } catch (NumberFormatException e) {
            throw Problem.field("assignee_id", "is invalid");
        }
    }

    private static @Nullable String tag(@Nullable String text) {
        return text == null || text.isEmpty() ? null : TagName.of("tag", text).key();
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null || text.isEmpty()
                    ? null
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Problem.field(name, "should be a time as 2026-01-31T08:00:00Z");
        }
    }
}
