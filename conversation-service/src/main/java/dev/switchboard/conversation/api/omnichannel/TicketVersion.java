package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Conversation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A ticket's version as an entity tag: what `If-Match` names must be the ticket's still.
final class TicketVersion {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?([0-9]{1,18})\"?");

    private TicketVersion() {}

    static String of(Conversation ticket) {
        return "\"" + ticket.progress().version() + "\"";
    }

    /// Null where any version will do.
    static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problem.field("if-match", "is no version of a ticket");
        }
        return Long.valueOf(tag.group(1));
    }
}
