package dev.switchboard.conversation.canned;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Fills a canned response's places for a conversation, in the name of the agent who is about to send it.
@Service
public class RenderCannedResponse {
    private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND, "Not found");

    private final CannedResponses responses;
    private final Conversations conversations;
    private final Customers customers;
    private final Directory directory;

    RenderCannedResponse(
            CannedResponses responses, Conversations conversations, Customers customers, Directory directory) {
        this.responses = responses;
        this.conversations = conversations;
        this.customers = customers;
        this.directory = directory;
    }

    public record Rendered(CannedResponse response, String text) {}

    public Mono<Rendered> render(UUID accountId, UUID id, UUID conversationId, Author agent) {
        return responses
                .byId(accountId, id)
                .switchIfEmpty(Mono.error(NOT_FOUND))
                .flatMap(response -> conversations
                        .byId(accountId, conversationId)
                        .switchIfEmpty(Mono.error(NOT_FOUND))
                        .flatMap(conversation -> known(conversation, agent))
                        .map(known -> new Rendered(response, Placeholder.fill(response.content(), known))));
    }

    private Mono<Map<Placeholder, String>> known(Conversation conversation, Author agent) {
        Map<Placeholder, String> known = new EnumMap<>(Placeholder.class);
        known.put(Placeholder.CONVERSATION_NUMBER, Long.toString(conversation.number()));
        put(known, Placeholder.CONVERSATION_SUBJECT, conversation.subject());
        put(known, Placeholder.AGENT_NAME, agent.name());
        if (agent.id() != null) {
            directory
                    .user(conversation.accountId(), agent.id())
                    .ifPresent(user -> put(known, Placeholder.AGENT_EMAIL, user.email()));
        }
        return customers
                .byId(conversation.accountId(), conversation.customerId())
                .doOnNext(customer -> tell(known, customer))
                .thenReturn(known);
    }

    private static void tell(Map<Placeholder, String> known, Customer customer) {
        put(known, Placeholder.CUSTOMER_NAME, customer.name());
        put(known, Placeholder.CUSTOMER_EMAIL, customer.email());
    }

    private static void put(Map<Placeholder, String> known, Placeholder place, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            known.put(place, value);
        }
    }
}
