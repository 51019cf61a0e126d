package dev.switchboard.conversation.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a page saw a customer last, as the page says.
public record Visit(
        @Nullable String host,
        @Nullable String pathname,
        @Nullable String currentUrl,
        @Nullable String browser,
        @Nullable String os,
        @Nullable String timeZone,
        @Nullable Instant lastSeenAt) {
    public static final Visit NONE = new Visit(null, null, null, null, null, null, null);

    /// What the next visit does not tell stays as it was.
    Visit then(Visit next) {
        return new Visit(
                or(next.host, host),
                or(next.pathname, pathname),
                or(next.currentUrl, currentUrl),
                or(next.browser, browser),
                or(next.os, os),
                or(next.timeZone, timeZone),
                next.lastSeenAt == null ? lastSeenAt : next.lastSeenAt);
    }

    private static @Nullable String or(@Nullable String next, @Nullable String before) {
        return next == null ? before : next;
    }
}
