package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.assignment.HandBack;
import dev.switchboard.conversation.assignment.UpdateConversation;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationQueries;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Cursor;
import dev.switchboard.conversation.message.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The desk's conversations. Shown with its latest 200 messages; `GET /api/messages` has the others.
@RestController
@RequestMapping("/api/conversations")
class NetiaConversationController {
    private static final int MOST = 100;
    private static final int SHOWN = 200;

    private final Conversations conversations;
    private final ConversationQueries queries;
    private final Messages messages;
    private final UpdateConversation updateConversation;
    private final HandBack handBack;
    private final NetiaViews views;
    private final NetiaFilters filters;

    NetiaConversationController(
            Conversations conversations,
            ConversationQueries queries,
            Messages messages,
            UpdateConversation updateConversation,
            HandBack handBack,
            NetiaViews views,
            NetiaFilters filters) {
        this.conversations = conversations;
        this.queries = queries;
        this.messages = messages;
        this.updateConversation = updateConversation;
        this.handBack = handBack;
        this.views = views;
        this.filters = filters;
    }

    @GetMapping
    Mono<NetiaPage<NetiaConversation>> list(
            Caller.InAccount caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(name = "assignee_id", required = false) @Nullable String assigneeId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "50") int limit) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        int size = Math.clamp(limit, 1, MOST);
        return queries.list(
                        desk.accountId(),
                        filters.of(desk, status, priority, assigneeId),
                        cursor("after", after),
                        cursor("before", before),
                        size)
                .flatMap(page -> views.list(desk.accountId(), page.conversations())
                        .map(data ->
                                new NetiaPage<>(data, text(page.next()), text(page.previous()), size, page.total())));
    }

    @GetMapping("/{id}")
    Mono<NetiaData<NetiaConversation>> one(Caller.InAccount caller, @PathVariable String id) {
        return conversations
                .byId(NetiaCaller.reading(caller).accountId(), NetiaIds.ofPath(id))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(this::shown);
    }

    @PutMapping("/{id}")
    Mono<NetiaData<NetiaConversation>> update(
            Caller.InAccount caller, @PathVariable String id, @RequestBody NetiaConversationRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return updateConversation
                .update(desk.accountId(), NetiaIds.ofPath(id), desk.author(), request.toChange())
                .flatMap(this::shown);
    }

    /// Ours: lets the bot go on.
    @PostMapping("/{id}/hand_back")
    Mono<NetiaData<NetiaConversation>> handBack(Caller.InAccount caller, @PathVariable String id) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return handBack.toBot(desk.accountId(), NetiaIds.ofPath(id), desk.author())
                .flatMap(this::shown);
    }

    private Mono<NetiaData<NetiaConversation>> shown(Conversation conversation) {
        return messages.before(conversation, conversation.progress().lastSeq() + 1, SHOWN)
                .flatMap(latest -> views.conversation(conversation, latest))
                .map(NetiaData::new);
    }

    private static @Nullable Cursor cursor(String name, @Nullable String text) {
        return text == null || text.isEmpty()
                ? null
                : Cursor.parse(text).orElseThrow(() -> Problem.field(name, "is no cursor of this list"));
    }

    private static @Nullable String text(@Nullable Cursor cursor) {
        return cursor == null ? null : cursor.text();
    }
}
