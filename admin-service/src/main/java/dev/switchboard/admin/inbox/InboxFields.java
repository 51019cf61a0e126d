package dev.switchboard.admin.inbox;

import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What a request says of an inbox. What it leaves out stays as it is.
///
/// @param channel `web` where nothing is said; of a new inbox only
/// @param allowedOrigins pages, as `https://shop.example`; an empty list allows all
@JsonNaming(SnakeCaseStrategy.class)
record InboxFields(
        @Nullable String name,
        @Nullable Channel channel,
        @Nullable Responder responder,
        @Nullable Boolean widgetTokenRequired,
        @Nullable List<String> allowedOrigins) {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_ORIGINS = 50;
    private static final Pattern ORIGIN =
            Pattern.compile("https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[1-9][0-9]{0,4})?");

    String nameOr(@Nullable String before) {
        if (name == null && before != null) {
            return before;
        }
        if (name == null || name.isBlank()) {
            throw Problem.field("name", "can't be blank");
        }
        if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw Problem.field("name", "should be at most " + LONGEST_NAME + " character(s) that can be stored");
        }
        return name.strip();
    }

    Channel newChannel() {
        if (channel == Channel.UNKNOWN) {
            throw Problem.field("channel", "is invalid");
        }
        return channel == null ? Channel.WEB : channel;
    }

    /// In lower case, as browsers send them.
    List<String> originsOr(List<String> before) {
        if (allowedOrigins == null) {
            return before;
        }
        if (allowedOrigins.size() > MOST_ORIGINS) {
            throw Problem.field("allowed_origins", "should have at most " + MOST_ORIGINS + " item(s)");
        }
        return allowedOrigins.stream().map(InboxFields::origin).distinct().toList();
    }

    private static String origin(@Nullable String said) {
        String origin = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(origin).matches()) {
            throw Problem.field("allowed_origins", "has something that is no origin, as https://shop.example");
        }
        // a browser leaves the port of the scheme out
        return origin.startsWith("https:") ? origin.replaceFirst(":443$", "") : origin.replaceFirst(":80$", "");
    }
}
