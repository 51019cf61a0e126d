package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.api.netia.NetiaConversationListController.CountView;
import dev.switchboard.conversation.attachment.Attachments;
import dev.switchboard.conversation.attachment.Uploaders;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationCounts;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.Messages;
import dev.switchboard.conversation.message.PostMessage;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.SayAsVisitor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// A conversation's messages, oldest first; the desk writes in any, a customer in its own. A cursor is a message's
/// `seq`.
@RestController
@Tag(name = "Netia: messages")
@RequestMapping("/api/messages")
class NetiaMessageController {
    private static final int MOST = 1000;

    private final Conversations conversations;
    private final ConversationCounts counts;
    private final Messages messages;
    private final Attachments attachments;
    private final PostMessage postMessage;
    private final SayAsVisitor sayAsVisitor;
    private final NetiaViews views;

    NetiaMessageController(
            Conversations conversations,
            ConversationCounts counts,
            Messages messages,
            Attachments attachments,
            PostMessage postMessage,
            SayAsVisitor sayAsVisitor,
            NetiaViews views) {
        this.conversations = conversations;
        this.counts = counts;
        this.messages = messages;
        this.attachments = attachments;
        this.postMessage = postMessage;
        this.sayAsVisitor = sayAsVisitor;
        this.views = views;
    }

    @Operation(summary = "List a conversation's messages", description = "Oldest first; a cursor is a message's seq.")
    @GetMapping
    Mono<NetiaPage<NetiaMessage>> list(
            Caller.InAccount caller,
            @RequestParam(name = "conversation_id") UUID conversationId,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "500") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        return conversations
                .byId(NetiaCaller.reading(caller).accountId(), conversationId)
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(conversation -> found(conversation, after, before, size)
                        .flatMap(found -> views.messages(conversation, found))
                        .map(data -> page(conversation, data, size)));
    }

    /// In one conversation, or in all.
    @Operation(
            summary = "Count messages",
            description = "In one conversation, or in the whole account.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "conversation_id", description = "A conversation's UUID")
            })
    @GetMapping("/count")
    Mono<NetiaData<CountView>> count(
            Caller.InAccount caller, @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        UUID accountId = NetiaCaller.reading(caller).accountId();
        UUID conversationId = new NetiaQuery(parameters).id("conversation_id");
        Mono<Long> count = conversationId == null
                ? counts.messages(accountId)
                : conversations
                        .byId(accountId, conversationId)
                        .switchIfEmpty(Mono.error(NetiaIds::notFound))
                        .map(conversation -> conversation.progress().lastSeq());
        return count.map(CountView::new).map(NetiaData::new);
    }

    @Operation(summary = "Get a message", description = "One message of the account.")
    @GetMapping("/{id}")
    Mono<NetiaData<NetiaMessage>> one(Caller.InAccount caller, @PathVariable String id) {
        UUID accountId = NetiaCaller.reading(caller).accountId();
        return messages.byId(accountId, NetiaIds.ofPath(id))
                .flatMap(message -> conversations
                        .byId(accountId, message.conversationId())
                        .flatMap(conversation -> views.message(conversation, message)))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .map(NetiaData::new);
    }

    @Operation(
            summary = "Send a message",
            description = "The desk writes in any conversation, as a reply or a note for colleagues, and always "
                    + "in its own name, whatever `customer_id` says; a note may name colleagues with @ or by "
                    + "mentioned_user_ids. A visitor writes in its "
                    + "own. The same Idempotency-Key answers with the same message.")
    @PostMapping
    Mono<ResponseEntity<NetiaData<NetiaMessage>>> post(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            @RequestBody NetiaMessageRequest request) {
        Mono<NetiaMessage> posted = caller instanceof Caller.Staff staff
                ? byDesk(NetiaCaller.writing(staff), idempotencyKey, request)
                : byVisitor(NetiaGuests.of(caller, request.body().accountId(), origin), idempotencyKey, request);
        return posted.map(view ->
                ResponseEntity.created(URI.create("/api/messages/" + view.id())).body(new NetiaData<>(view)));
    }

    private Mono<NetiaMessage> byDesk(NetiaCaller desk, @Nullable String key, NetiaMessageRequest request) {
        String uploader = Uploaders.staff(desk.id());
        return attachments
                .ofUploader(desk.accountId(), uploader, request.fileIds())
                .flatMap(files -> postMessage.post(request.toPosting(desk, key, files), uploader))
                .flatMap(posted -> views.message(posted.conversation(), posted.message()));
    }

    private Mono<NetiaMessage> byVisitor(Guest guest, @Nullable String key, NetiaMessageRequest request) {
        return sayAsVisitor
                .say(guest, request.toSaying(guest, key, Ids.next().toString()))
                .map(posted -> views.withoutPeople(posted.conversation(), posted.message()));
    }

    private Mono<List<Message>> found(
            Conversation conversation, @Nullable Long after, @Nullable Long before, int limit) {
        if (after != null && before != null) {
            return Mono.error(Problem.field("before", "cannot be combined with after"));
        }
        return before == null
                ? messages.after(conversation, after == null ? 0 : after, limit).collectList()
                : messages.before(conversation, before, limit);
    }

    private static NetiaPage<NetiaMessage> page(Conversation conversation, List<NetiaMessage> data, int limit) {
        long last = conversation.progress().lastSeq();
        boolean follows = !data.isEmpty() && data.getLast().seq() < last;
        boolean precedes = !data.isEmpty() && data.getFirst().seq() > 1;
        return new NetiaPage<>(
                data,
                follows ? Long.toString(data.getLast().seq()) : null,
                precedes ? Long.toString(data.getFirst().seq()) : null,
                limit,
                last);
    }
}
