package dev.switchboard.ai.copilot;

import dev.switchboard.ai.ContextsFixture;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.ContextRequested;
import dev.switchboard.common.contract.ContextSupplied;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/// An agent who wants help, and the part of memory-service.
public final class Desk {
    private final UUID account;
    private final Facts facts;
    private final CallerClient client;

    public Desk(UUID account, Facts facts, CallerClient client) {
        this.account = account;
        this.facts = facts;
        this.client = client;
    }

    public static Turn customer(String text) {
        return new Turn(Author.Kind.CUSTOMER, text);
    }

    public static Turn agent(String text) {
        return new Turn(Author.Kind.AGENT, text);
    }

    public ResponseSpec post(String path, String body) {
        return client.as(Callers.agentOf(account))
                .post()
                .uri("/api/ai/" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    /// @param relevance of the article about returns to the last turn
    public ResponseSpec post(String path, double relevance, List<Turn> history) {
        UUID conversation = Ids.next();
        CompletableFuture<ResponseSpec> answer =
                CompletableFuture.supplyAsync(() -> post(path, "{\"conversation_id\": \"" + conversation + "\"}"));
        ContextRequested request = facts.await(
                ContextRequested.class, asked -> asked.conversationId().equals(conversation));
        Source source =
                new Source(ContextsFixture.RETURNS, "Returning an item", "https://acme.test/returns", relevance);
        facts.publish(new ContextSupplied(
                Ids.next(),
                request.accountId(),
                conversation,
                Instant.now(),
                request.eventId(),
                history.isEmpty() ? "" : history.getLast().text(),
                history,
                List.of(new Passage(source, ContextsFixture.RETURNS_TEXT, "Order Returns", "en"))));
        return answer.join();
    }
}
