package dev.switchboard.gateway;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.problem.ProblemDocument;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.JsonNode;

/// What conversation-service answers about conversations that are known by their id.
public final class FakeConversations {
    private final Map<UUID, Tenant.Talk> open = new ConcurrentHashMap<>();
    private final Map<UUID, List<Recorded>> messages = new ConcurrentHashMap<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final List<UUID> seen = new CopyOnWriteArrayList<>();

    /// What an agent posted, in the order in which it came.
    public record Post(UUID conversationId, String body, String type, String key) {}

    private record Recorded(Instant at, MessageCreated message) {}

    HttpServerRoutes route(HttpServerRoutes routes) {
        return routes.get("/internal/conversations/{id}/member", this::member)
                .get("/internal/conversations/{id}", this::conversation)
                .get(
                        "/internal/accounts/{id}/feed",
                        (_, response) -> json(response, "{\"last\":0,\"recovered\":true,\"facts\":[]}"))
                .post("/internal/conversations/{id}/seen", this::seen)
                .post("/api/messages", this::post);
    }

    public void begin(Tenant.Talk talk) {
        open.put(talk.id(), talk);
    }

    void record(MessageCreated message) {
        messages.computeIfAbsent(message.conversationId(), _ -> new CopyOnWriteArrayList<>())
                .add(new Recorded(Instant.now(), message));
    }

    public List<Post> posts(UUID conversation) {
        return posts.stream()
                .filter(post -> post.conversationId().equals(conversation))
                .toList();
    }

    public List<UUID> seen() {
        return List.copyOf(seen);
    }

    /// A conversation's page as conversation-service answers it; null where there is none in the account.
    FakeFeed.@Nullable Page page(FakeFeed.Reader wanted) {
        Tenant.Talk talk = open.get(wanted.conversationId());
        if (talk == null || !talk.tenant().account().equals(wanted.accountId())) {
            return null;
        }
        List<Recorded> all = messages.getOrDefault(talk.id(), List.of());
        List<MessageCreated> missing = all.stream()
                .filter(recorded -> wanted.since() != null
                        ? recorded.at().isAfter(wanted.since())
                        : recorded.message().seq() > wanted.after())
                .map(Recorded::message)
                .toList();
        long last = all.isEmpty() ? 0 : all.getLast().message().seq();
        return new FakeFeed.Page(talk.id(), last, last, "queue", 0, true, missing);
    }

    private Publisher<Void> member(HttpServerRequest request, HttpServerResponse response) {
        Tenant.Talk talk = open.get(id(request));
        String customer = new QueryStringDecoder(request.uri())
                .parameters()
                .get("customerId")
                .getFirst();
        return talk == null || !talk.customer().toString().equals(customer)
                ? missing(response)
                : json(
                        response,
                        WireJson.write(
                                new Member(talk.tenant().account(), talk.id(), talk.customer(), talk.address())));
    }

    private record Member(UUID accountId, UUID conversationId, UUID customerId, Address address) {}

    private Publisher<Void> conversation(HttpServerRequest request, HttpServerResponse response) {
        Tenant.Talk talk = open.get(id(request));
        boolean known =
                talk != null && request.uri().contains(talk.tenant().account().toString());
        return known
                ? json(response, "{\"id\":\"" + talk.id() + "\",\"object\":\"conversation\",\"seq\":1,\"version\":1}")
                : missing(response);
    }

    private Publisher<Void> seen(HttpServerRequest request, HttpServerResponse response) {
        seen.add(id(request));
        return response.status(204).send();
    }

    /// A body of `refuse` is refused.
    private Publisher<Void> post(HttpServerRequest request, HttpServerResponse response) {
        String key = request.requestHeaders().get("Idempotency-Key");
        return response.header("Content-Type", "application/json")
                .sendString(request.receive()
                        .aggregate()
                        .asString()
                        .map(body -> posted(WireJson.MAPPER.readTree(body).path("message"), key, response)));
    }

    private String posted(JsonNode message, String key, HttpServerResponse response) {
        Post post = new Post(
                UUID.fromString(message.path("conversation_id").asString()),
                message.path("body").asString(),
                message.path("type").asString(),
                key);
        if (post.body().equals("refuse")) {
            response.status(403).header("Content-Type", ProblemDocument.MEDIA_TYPE);
            return WireJson.write(ProblemDocument.of(
                    Problem.of(ProblemCode.FORBIDDEN, "Viewers cannot change anything"), "upstream"));
        }
        posts.add(post);
        return """
                {"data":{"id":"%s","object":"message","body":"%s","conversation_id":"%s","seq":%d,
                "created_at":"2026-11-20T10:00:00.120Z"}}
                """.formatted(
                        Ids.next(),
                        post.body(),
                        post.conversationId(),
                        posts(post.conversationId()).size());
    }

    private static UUID id(HttpServerRequest request) {
        return UUID.fromString(request.param("id"));
    }

    private static Publisher<Void> missing(HttpServerResponse response) {
        return problem(response, 404, Problem.notFound("Conversation"));
    }

    private static Publisher<Void> problem(HttpServerResponse response, int status, Problem problem) {
        return response.status(status)
                .header("Content-Type", ProblemDocument.MEDIA_TYPE)
                .sendString(Mono.just(WireJson.write(ProblemDocument.of(problem, "upstream"))));
    }

    private static Publisher<Void> json(HttpServerResponse response, String json) {
        return response.header("Content-Type", "application/json").sendString(Mono.just(json));
    }
}
