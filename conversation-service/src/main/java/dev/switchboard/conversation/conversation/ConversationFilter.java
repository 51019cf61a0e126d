package dev.switchboard.conversation.conversation;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which conversations a list shows; null shows all.
///
/// @param closed whether they are done, where no single status is asked for
public record ConversationFilter(
        @Nullable Boolean closed,
        List<Status> statuses,
        List<Priority> priorities,
        @Nullable UUID assigneeId) {
    public static final ConversationFilter ALL = new ConversationFilter(null, List.of(), List.of(), null);
}
