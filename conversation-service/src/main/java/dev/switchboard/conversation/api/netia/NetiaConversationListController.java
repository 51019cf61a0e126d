package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.conversation.ConversationCounts;
import dev.switchboard.conversation.conversation.ConversationCounts.Counts;
import dev.switchboard.conversation.conversation.ConversationQueries;
import dev.switchboard.conversation.conversation.Cursor;
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

    record CountView(long count) {}

    /// The same counters twice, as clients of either kind look for them.
    private record UnreadView(
            OfDesk conversations,
            Map<UUID, Long> inboxes,
            @JsonUnwrapped OfDesk flattened) {
        record OfDesk(
                long open, long assigned, long priority, long unread, long unassigned, long closed, long mentioned) {}

        static UnreadView of(Counts c) {
            OfDesk desk = new OfDesk(
                    c.open(), c.assigned(), c.priority(), c.unread(), c.unassigned(), c.closed(), c.mentioned());
            return new UnreadView(desk, c.unreadByInbox(), desk);
        }
    }

    @GetMapping
    Mono<NetiaPage<NetiaConversation>> list(Caller.InAccount caller, @RequestParam Map<String, String> parameters) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        NetiaQuery query = new NetiaQuery(parameters);
        int size = query.limit(USUAL, MOST);
        return queries.list(
                        desk.accountId(), filters.of(desk, query), query.cursor("after"), query.cursor("before"), size)
                .flatMap(page -> views.list(desk.accountId(), page.conversations())
                        .map(data ->
                                new NetiaPage<>(data, text(page.next()), text(page.previous()), size, page.total())));
    }

    @GetMapping("/count")
    Mono<NetiaData<CountView>> count(Caller.InAccount caller, @RequestParam Map<String, String> parameters) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        return queries.count(desk.accountId(), filters.of(desk, new NetiaQuery(parameters)))
                .map(count -> new NetiaData<>(new CountView(count)));
    }

    @GetMapping("/unread")
    Mono<NetiaData<UnreadView>> unread(Caller.InAccount caller) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        return counts.of(desk.accountId(), desk.id()).map(UnreadView::of).map(NetiaData::new);
    }

    private static @Nullable String text(@Nullable Cursor cursor) {
        return cursor == null ? null : cursor.text();
    }
}
