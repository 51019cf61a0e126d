package dev.switchboard.conversation.conversation;

import dev.switchboard.common.contract.Channel;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which conversations a list shows; null shows all, archived ones excepted.
///
/// @param closed whether they are done, where no single status is asked for
/// @param about who and where, and what the desk has made of them
public record ConversationFilter(
        @Nullable Boolean closed,
        List<Status> statuses,
        List<Priority> priorities,
        @Nullable UUID assigneeId,
        About about) {
    public static final ConversationFilter ALL = new ConversationFilter(null, List.of(), List.of(), null);

    public ConversationFilter(
            @Nullable Boolean closed, List<Status> statuses, List<Priority> priorities, @Nullable UUID assigneeId) {
        this(closed, statuses, priorities, assigneeId, About.ANYTHING);
    }

    /// @param unassigned whether nobody has them
    /// @param tag a tag's key, or its id
    /// @param archived shows the archived ones and no others
    /// @param mentionedId a user whom a message of theirs names
    public record About(
            @Nullable UUID inboxId,
            @Nullable UUID customerId,
            @Nullable Boolean unassigned,
            @Nullable Boolean unread,
            @Nullable String tag,
            @Nullable UUID mentionedId,
            @Nullable Channel channel,
            boolean archived) {
        public static final About ANYTHING = new About(null, null, null, null, null, null, null, false);
    }
}
