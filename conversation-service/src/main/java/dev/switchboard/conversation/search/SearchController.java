package dev.switchboard.conversation.search;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.search.SearchMessages.Shown;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Full text search for the desk.
@RestController
@Tag(name = "Netia: search")
class SearchController {
    private static final int MOST = 50;

    private final SearchMessages messages;
    private final SearchCustomers customers;
    private final NumberedConversations numbered;
    private final SearchFilters filters;

    SearchController(
            SearchMessages messages, SearchCustomers customers, NumberedConversations numbered, SearchFilters filters) {
        this.messages = messages;
        this.customers = customers;
        this.numbered = numbered;
        this.filters = filters;
    }

    @Operation(
            summary = "Search messages, conversations or customers",
            description =
                    "Words must all occur; a phrase stands in quotation marks, a prefix ends in *, a minus excludes. The newest 1,000 matches are ranked, and `total` says how many these are; with `count=true` messages are counted on to 10,000, which takes longer for common words. `total_capped` tells that there are more. Snippets are HTML.")
    @GetMapping("/api/search")
    Mono<? extends SearchPage<?>> search(
            Caller.Staff caller,
            @RequestParam String q,
            @RequestParam(defaultValue = "messages") String type,
            @ModelAttribute SearchFilters.Asked asked,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "false") boolean count,
            @RequestParam(defaultValue = "20") int limit) {
        Terms terms = Terms.of(q);
        int size = Math.clamp(limit, 1, MOST);
        return switch (type) {
            case "messages" ->
                messages.find(
                                caller.accountId(),
                                terms,
                                filters.of(caller, asked),
                                count ? Shown.EACH_COUNTED : Shown.EACH,
                                null,
                                place(after),
                                size)
                        .map(found -> page(found, found.hits(), size));
            case "conversations" -> conversations(caller, terms, filters.of(caller, asked), place(after), size);
            case "customers" -> {
                filters.none(asked);
                yield customers
                        .find(caller.accountId(), terms.text(), customer(after), size)
                        .map(found -> new SearchPage<>(
                                found.hits(),
                                found.next() == null ? null : found.next().toString(),
                                size,
                                found.total(),
                                found.total() >= SearchQuestion.COUNTED));
            }
            default -> throw Problem.field("type", "should be messages, conversations or customers");
        };
    }

    /// The one with the number that was typed comes first.
    private Mono<SearchPage<ConversationHit>> conversations(
            Caller.Staff caller, Terms terms, SearchFilter filter, @Nullable SearchCursor after, int size) {
        return numbered.find(caller.accountId(), terms.number(), filter)
                .map(List::of)
                .defaultIfEmpty(List.of())
                .flatMap(first -> {
                    UUID except = first.isEmpty() ? null : first.getFirst().id();
                    return messages.find(
                                    caller.accountId(), terms, filter, Shown.BEST_OF_CONVERSATION, except, after, size)
                            .map(found -> {
                                List<ConversationHit> hits = new ArrayList<>(after == null ? first : List.of());
                                found.hits().stream().map(ConversationHit::of).forEach(hits::add);
                                return page(found, hits, size);
                            });
                });
    }

    private static <T> SearchPage<T> page(SearchMessages.Found found, List<T> hits, int size) {
        return new SearchPage<>(
                hits,
                found.next() == null ? null : found.next().text(),
                size,
                Math.max(found.total(), hits.size()),
                found.capped());
    }

    private static @Nullable SearchCursor place(@Nullable String after) {
        return after == null || after.isEmpty()
                ? null
                : SearchCursor.parse(after).orElseThrow(SearchController::noCursor);
    }

    private static @Nullable UUID customer(@Nullable String after) {
        try {
            return after == null || after.isEmpty() ? null : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw noCursor();
        }
    }

    private static Problem noCursor() {
        return Problem.field("after", "is no cursor of this search");
    }
}
