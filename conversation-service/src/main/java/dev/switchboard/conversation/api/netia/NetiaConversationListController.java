package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.conversation.ConversationCounts;
import dev.switchboard.conversation.conversation.ConversationCounts.Counts;
import dev.switchboard.conversation.conversation.ConversationQueries;
import dev.switchboard.conversation.conversation.Cursor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The desk's conversations, latest activity first, and how many they are.
@RestController
@Tag(name = "Netia: conversations")
@RequestMapping("/api/conversations")
class NetiaConversationListController {
    private static final int USUAL = 50;
    private static final int MOST = 100;

    private final ConversationQueries queries;
    private final ConversationCounts counts;
    private final NetiaViews views;
    private final NetiaFilters filters;

    NetiaConversationListController(
            ConversationQueries queries, ConversationCounts counts, NetiaViews views, NetiaFilters filters) {
        this.queries = queries;
        this.counts = counts;
        this.views = views;
        this.filters = filters;
    }

    /// What the list and the count take alike.
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Parameters({
        @Parameter(
                in = ParameterIn.QUERY,
                name = "status",
                description = "open (those that sleep too) or closed; awake (open and not asleep); or one of new, "
                        + "pending_customer, snoozed and resolved"),
        @Parameter(
                in = ParameterIn.QUERY,
                name = "priority",
                description = "priority or not_priority, or one of low, medium, high and urgent"),
        @Parameter(in = ParameterIn.QUERY, name = "assignee_id", description = "A user's number, me, or none"),
        @Parameter(in = ParameterIn.QUERY, name = "inbox_id", description = "An inbox's UUID"),
        @Parameter(in = ParameterIn.QUERY, name = "customer_id", description = "A customer's UUID"),
        @Parameter(in = ParameterIn.QUERY, name = "tag", description = "A tag's name"),
        @Parameter(in = ParameterIn.QUERY, name = "tag_id", description = "A tag's UUID"),
        @Parameter(in = ParameterIn.QUERY, name = "unread", description = "true or false"),
        @Parameter(in = ParameterIn.QUERY, name = "closed", description = "true or false"),
        @Parameter(
                in = ParameterIn.QUERY,
                name = "archived",
                description = "true shows the archived ones and no others"),
        @Parameter(in = ParameterIn.QUERY, name = "mentioned", description = "true shows those where you are named")
    })
    @interface DescribesFilters {}

    record CountView(long count) {}

    /// The same counters twice, as clients of either kind look for them.
    private record UnreadView(
            OfDesk conversations,
            Map<UUID, Long> inboxes,
            ConversationCounts.Snoozed snoozed,
            @JsonUnwrapped OfDesk flattened) {
        record OfDesk(
                long open, long assigned, long priority, long unread, long unassigned, long closed, long mentioned) {}

        static UnreadView of(Counts c) {
            OfDesk desk = new OfDesk(
                    c.open(), c.assigned(), c.priority(), c.unread(), c.unassigned(), c.closed(), c.mentioned());
            return new UnreadView(desk, c.unreadByInbox(), c.snoozed(), desk);
        }
    }

    @Operation(
            summary = "List conversations",
            description = "Latest activity first, each with its last message; next and previous are what to "
                    + "pass as after and before. The total is counted up to 10,000, with the first page.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "limit", description = "50 if absent, at most 100"),
                @Parameter(in = ParameterIn.QUERY, name = "after", description = "The next of the page before"),
                @Parameter(in = ParameterIn.QUERY, name = "before", description = "The previous of the page after")
            })
    @DescribesFilters
    @GetMapping
    Mono<NetiaPage<NetiaConversation>> list(
            Caller.InAccount caller, @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        NetiaQuery query = new NetiaQuery(parameters);
        int size = query.limit(USUAL, MOST);
        return queries.list(
                        desk.accountId(), filters.of(desk, query), query.cursor("after"), query.cursor("before"), size)
                .flatMap(page -> views.list(desk.accountId(), page.conversations())
                        .map(data ->
                                new NetiaPage<>(data, text(page.next()), text(page.previous()), size, page.total())));
    }

    @Operation(
            summary = "Count conversations",
            description = "As many as the list with these filters has, counted up to 10,000.")
    @DescribesFilters
    @GetMapping("/count")
    Mono<NetiaData<CountView>> count(
            Caller.InAccount caller, @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        return queries.count(desk.accountId(), filters.of(desk, new NetiaQuery(parameters)))
                .map(count -> new NetiaData<>(new CountView(count)));
    }

    @Operation(
            summary = "Count what waits for the desk",
            description = "Open, assigned to you, priority, unread, unassigned, closed and mentioning you, "
                    + "and the unread ones of each inbox; among the newest 10,000 open conversations. "
                    + "`snoozed` tells how many of the open, assigned and unassigned ones sleep.")
    @GetMapping("/unread")
    Mono<NetiaData<UnreadView>> unread(Caller.InAccount caller) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        return counts.of(desk.accountId(), desk.id()).map(UnreadView::of).map(NetiaData::new);
    }

    private static @Nullable String text(@Nullable Cursor cursor) {
        return cursor == null ? null : cursor.text();
    }
}
