package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.api.Faults;
import dev.switchboard.conversation.conversation.ConversationFilter;
import dev.switchboard.conversation.conversation.ConversationFilter.About;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.conversation.tag.TagName;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of a list of tickets.
record TicketListRequest(ConversationFilter filter, int page, int size) {
    private static final int DEFAULT_SIZE = 20;
    private static final int LARGEST = 100;
    /// Where turning pages ends: who wants more filters, or reads by cursor.
    private static final int FARTHEST = 10_000;

    static TicketListRequest of(Map<String, String> query) {
        Faults faults = new Faults();
        Status status = faults.one("status", query.get("status"), OmnichannelWords.STATUSES);
        Priority priority = faults.one("priority", query.get("priority"), OmnichannelWords.PRIORITIES);
        String tag = tag(query.get("tag"));
        UUID agent = agent(faults, query.get("assigned_agent_id"));
        int page = number(faults, "page", query.get("page"), 1);
        int size = Math.min(number(faults, "page_size", query.get("page_size"), DEFAULT_SIZE), LARGEST);
        faults.refuse();
        if ((long) page * size > FARTHEST) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "page ends at the first " + FARTHEST + " tickets")
                    .advise("Filter the list by status, priority or agent.");
        }
        ConversationFilter filter = new ConversationFilter(
                null,
                status == null ? List.of() : OmnichannelWords.shownAs(status),
                priority == null ? List.of() : List.of(priority),
                agent,
                new About(null, null, null, null, tag, null, null, false));
        return new TicketListRequest(filter, page, size);
    }

    int distance() {
        return (page - 1) * size;
    }

    private static @Nullable UUID agent(Faults faults, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        UUID agent = PublicId.plain(text.strip()).orElse(null);
        if (agent == null) {
            faults.wrong("assigned_agent_id", "is no id of an agent");
        }
        return agent;
    }

    private static @Nullable String tag(@Nullable String name) {
        return name == null || name.isBlank() ? null : TagName.of("tag", name).key();
    }

    static int number(Faults faults, String field, @Nullable String text, int absent) {
        if (text == null || text.isBlank()) {
            return absent;
        }
        if (!text.strip().matches("[0-9]{1,9}") || text.strip().matches("0+")) {
            faults.wrong(field, "is no number from 1 on");
            return absent;
        }
        return Integer.parseInt(text.strip());
    }
}
