package dev.switchboard.conversation.api.platform;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.service.PlatformPage;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFilter;
import dev.switchboard.conversation.conversation.ConversationFilter.About;
import dev.switchboard.conversation.conversation.ConversationQueries;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.message.Messages;
import dev.switchboard.conversation.publicid.PublicId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Conversations as the platform's Admin API shows them, to administrators and servers.
@RestController
@Tag(name = "Platform: administration")
class PlatformSessionController {
    private static final int SHOWN = 1_000;
    private static final Map<String, Channel> CHANNELS = Stream.of(Channel.values())
            .filter(channel -> channel != Channel.UNKNOWN)
            .collect(Collectors.toMap(channel -> channel.name().toLowerCase(Locale.ROOT), channel -> channel));

    private final ConversationQueries queries;
    private final Conversations conversations;
    private final Customers customers;
    private final Messages messages;
    private final Directory directory;

    PlatformSessionController(
            ConversationQueries queries,
            Conversations conversations,
            Customers customers,
            Messages messages,
            Directory directory) {
        this.queries = queries;
        this.conversations = conversations;
        this.customers = customers;
        this.messages = messages;
        this.directory = directory;
    }

    record Page(List<PlatformSession> sessions, PlatformPage.Pagination pagination) {}

    @Operation(
            summary = "List the conversations that are going on",
            description = "For administrators and servers: those that are neither resolved nor closed, latest activity "
                    + "first. At most 100 on a page, at most 10,000 rows in all; `status` is `with_ai`, `waiting` or "
                    + "`with_agent`.")
    @GetMapping("/api/admin/sessions/active")
    Mono<Page> active(
            Caller.Staff caller,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(required = false) @Nullable String channel) {
        UUID account = caller.accountToAdminister();
        PlatformPage asked = new PlatformPage(page, limit);
        return queries.page(account, going(channel), asked.offset(), limit)
                .flatMap(found -> customers
                        .byId(account, people(found.conversations()))
                        .map(known -> new Page(
                                found.conversations().stream()
                                        .map(c -> PlatformSession.of(c, known.get(c.customerId()), agent(c)))
                                        .toList(),
                                asked.of(found.total()))));
    }

    @Operation(
            summary = "Get a conversation with what was said",
            description = "For administrators and servers, by the `id` that the list gives; also when it is over. The "
                    + "latest 1,000 messages in order, without internal notes.")
    @GetMapping("/api/admin/sessions/{id}")
    Mono<PlatformSessionDetails> details(Caller.Staff caller, @PathVariable String id) {
        UUID account = caller.accountToAdminister();
        return Mono.justOrEmpty(PublicId.plain(id))
                .flatMap(sessionId -> conversations.byId(account, sessionId))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Session")))
                .flatMap(c -> Mono.zip(
                                customers.byId(account, Set.of(c.customerId())),
                                messages.before(c, c.progress().lastSeq() + 1, SHOWN))
                        .map(found -> PlatformSessionDetails.of(
                                PlatformSession.of(c, found.getT1().get(c.customerId()), agent(c)),
                                found.getT1().get(c.customerId()),
                                found.getT2())));
    }

    private static ConversationFilter going(@Nullable String channel) {
        Channel wanted = channel == null ? null : CHANNELS.get(channel);
        if (channel != null && wanted == null) {
            throw Problem.field(
                    "channel",
                    "must be one of " + CHANNELS.keySet().stream().sorted().toList());
        }
        return new ConversationFilter(
                false, List.of(), List.of(), null, new About(null, null, null, null, null, null, wanted, false));
    }

    private static Set<UUID> people(List<Conversation> found) {
        return found.stream().map(Conversation::customerId).collect(Collectors.toSet());
    }

    private @Nullable User agent(Conversation conversation) {
        UUID assignee = conversation.lease().agentId();
        return assignee == null
                ? null
                : directory.user(conversation.accountId(), assignee).orElse(null);
    }
}
