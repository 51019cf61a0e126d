package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Conversation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;

/// A conversation's version as an entity tag: `"7"`.
final class NetiaVersion {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

    private NetiaVersion() {}

    /// Null where whatever the conversation has become may be changed.
    static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problem.field("if-match", "is no version of a conversation");
        }
        return Long.valueOf(tag.group(1));
    }

    static void tell(Conversation conversation, ServerHttpResponse response) {
        response.getHeaders().setETag("\"" + conversation.progress().version() + "\"");
    }
}
