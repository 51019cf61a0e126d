package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.ConversationFilter;
import dev.switchboard.conversation.conversation.ConversationFilter.About;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.tag.TagName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A list's query in Netia's words: status open or closed, or one of ours; an assignee by number, or `me`. Netia knows
/// no
/// sleep, so its open ones are all that are not closed; `awake` is ours.
@Component
class NetiaFilters {
    private static final UUID NOBODY = new UUID(0, 0);
    private static final String AWAKE = "awake";
    private static final Set<String> NONE = Set.of("none", "null", "unassigned");

    private final Directory directory;

    NetiaFilters(Directory directory) {
        this.directory = directory;
    }

    ConversationFilter of(NetiaCaller desk, NetiaQuery query) {
        String status = query.text("status");
        Boolean closed = query.flag("closed");
        String assigneeId = query.text("assignee_id");
        boolean unassigned = assigneeId != null && NONE.contains(assigneeId);
        return new ConversationFilter(
                closed == null ? closed(status) : closed,
                statuses(status),
                priorities(query.text("priority")),
                unassigned ? null : assignee(desk, assigneeId),
                new About(
                        query.id("inbox_id"),
                        query.id("customer_id"),
                        unassigned ? Boolean.TRUE : null,
                        query.flag("unread"),
                        tag(query),
                        Boolean.TRUE.equals(query.flag("mentioned")) ? desk.id() : null,
                        null,
                        Boolean.TRUE.equals(query.flag("archived"))));
    }

    /// By name, or by id.
    private static @Nullable String tag(NetiaQuery query) {
        UUID id = query.id("tag_id");
        String name = query.text("tag");
        return id != null
                ? id.toString()
                : name == null ? null : TagName.of("tag", name).key();
    }

    /// Known of each single status too, so that only the open ones, or the closed ones, are looked through.
    private static @Nullable Boolean closed(@Nullable String status) {
        return switch (status) {
            case null -> null;
            case "", "all" -> null;
            case "open", AWAKE -> false;
            case "closed" -> true;
            default -> constant("status", Status.class, status).isClosed();
        };
    }

    private static List<Status> statuses(@Nullable String status) {
        return switch (status) {
            case null -> List.of();
            case "", "all", "open", "closed" -> List.of();
            case AWAKE -> List.of(Status.NEW, Status.OPEN, Status.PENDING_CUSTOMER);
            default -> List.of(constant("status", Status.class, status));
        };
    }

    private static List<Priority> priorities(@Nullable String priority) {
        return switch (priority) {
            case null -> List.of();
            case "", "all" -> List.of();
            case "priority" -> List.of(Priority.HIGH, Priority.URGENT);
            case "not_priority" -> List.of(Priority.LOW, Priority.MEDIUM);
            default -> List.of(constant("priority", Priority.class, priority));
        };
    }

    /// An unknown number is nobody's, so that its list is empty.
    private @Nullable UUID assignee(NetiaCaller desk, @Nullable String assigneeId) {
        if (assigneeId == null || assigneeId.isEmpty()) {
            return null;
        }
        if (assigneeId.equals("me")) {
            return desk.id();
        }
        try {
            return directory
                    .user(desk.accountId(), Integer.parseInt(assigneeId))
                    .map(User::userId)
                    .orElse(NOBODY);
        } catch (NumberFormatException e) {
            throw Problem.field("assignee_id", "is invalid");
        }
    }

    static <E extends Enum<E>> E constant(String field, Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.field(field, "is invalid");
        }
    }
}
