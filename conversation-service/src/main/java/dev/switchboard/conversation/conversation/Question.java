package dev.switchboard.conversation.conversation;

import dev.switchboard.conversation.conversation.ConversationFilter.About;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The conditions of a filter with their parameters, on a table called `c`; nothing of a request becomes SQL.
record Question(String where, List<Object> values) {
    static Question of(UUID accountId, ConversationFilter filter) {
        About about = filter.about();
        Conditions all = new Conditions(accountId);
        all.add(about.archived() ? "c.archived_at IS NOT NULL" : "c.archived_at IS NULL");
        all.either(filter.closed(), "c.closed_at IS NOT NULL", "c.closed_at IS NULL");
        all.either(about.unread(), "NOT c.read", "c.read");
        all.either(about.unassigned(), "c.assignee_id IS NULL", "c.assignee_id IS NOT NULL");
        if (!filter.statuses().isEmpty()) {
            all.add(
                    "c.status = ANY(?)",
                    filter.statuses().stream().map(Status::wire).toArray(String[]::new));
        }
        if (!filter.priorities().isEmpty()) {
            all.add(
                    "c.priority = ANY(?)",
                    filter.priorities().stream().map(Priority::wire).toArray(String[]::new));
        }
        all.add("c.assignee_id = ?", filter.assigneeId());
        all.add("c.inbox_id = ?", about.inboxId());
        all.add("c.customer_id = ?", about.customerId());
        all.add(
                "c.channel = ?",
                about.channel() == null ? null : about.channel().name().toLowerCase(Locale.ROOT));
        all.add("""
                c.id IN (SELECT g.conversation_id FROM tagging g
                    JOIN tag t ON t.account_id = g.account_id AND t.id = g.tag_id
                    WHERE g.account_id = $1 AND (t.name_key = ? OR t.id::text = ?))""", about.tag());
        all.add("""
                c.id IN (SELECT m.conversation_id FROM mention m WHERE m.account_id = $1 AND m.user_id = ?)""", about.mentionedId());
        return new Question(all.sql.toString(), all.values);
    }

    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder(" WHERE c.account_id = $1");
        private final List<Object> values = new ArrayList<>();

        Conditions(UUID accountId) {
            values.add(accountId);
        }

        void add(String condition) {
            sql.append(" AND ").append(condition);
        }

        /// Nothing where there is no value; it takes the place of the question mark.
        void add(String condition, @Nullable Object value) {
            if (value != null) {
                values.add(value);
                add(condition.replace("?", "$" + values.size()));
            }
        }

        void either(@Nullable Boolean which, String ifTrue, String ifFalse) {
            if (which != null) {
                add(which ? ifTrue : ifFalse);
            }
        }
    }
}
