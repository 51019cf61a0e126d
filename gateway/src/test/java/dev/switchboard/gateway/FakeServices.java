package dev.switchboard.gateway;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.problem.ProblemDocument;
import dev.switchboard.embedded.Ports;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// The services behind the gateway, on a real port: a feed of conversations, health, and an echo of what arrives.
public final class FakeServices implements AutoCloseable {
    private static final int MOST = 1000;

    private final Map<String, List<MessageCreated>> conversations = new ConcurrentHashMap<>();
    private final FakeConversations talks = new FakeConversations();
    private final Map<String, String> issuerTokens = new ConcurrentHashMap<>();
    private final AtomicInteger examined = new AtomicInteger();
    private final List<String> keyUses = new CopyOnWriteArrayList<>();
    private final DisposableServer server;
    private final int latePort = Ports.free();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Mono<Void> beforeAnswer = Mono.empty();
    private volatile boolean healthy = true;

    public FakeServices() {
        server = HttpServer.create()
                .host("localhost")
                .port(0)
                // a second `route` would be told of nothing
                .route(routes -> talks.route(routes)
                        .post("/internal/feeds", this::feeds)
                        .get("/internal/openapi", FakeServices::openapi)
                        .get(
                                "/actuator/health",
                                (_, response) ->
                                        response.status(healthy ? 200 : 503).send())
                        .post("/internal/key-uses", this::keyUses)
                        .post("/internal/issuer_tokens", this::issuerTokens)
                        .get("/api/tickets/{id}", FakeServices::problem)
                        .get("/api/conversations/{id}", FakeServices::problem)
                        .post("/api/conversations", FakeServices::invalid)
                        .route(_ -> true, FakeServices::echo))
                .bindNow();
    }

    public String uri() {
        return "http://localhost:" + server.port();
    }

    /// A service that is not there yet.
    public String lateUri() {
        return "http://localhost:" + latePort;
    }

    /// It comes, and says what it is asked.
    public DisposableServer comeLate() {
        return HttpServer.create()
                .host("localhost")
                .port(latePort)
                .handle(FakeServices::echo)
                .bindNow();
    }

    public void record(MessageCreated... messages) {
        for (MessageCreated message : messages) {
            talks.record(message);
            conversations
                    .computeIfAbsent(thread(message.address()), _ -> new CopyOnWriteArrayList<>())
                    .add(message);
        }
    }

    /// Work that is done after a feed was read and before it is answered.
    public void beforeAnswer(Mono<Void> work) {
        beforeAnswer = work;
    }

    public void healthy(boolean now) {
        healthy = now;
    }

    /// The conversations that are known by their id.
    public FakeConversations talks() {
        return talks;
    }

    public int reads() {
        return reads.get();
    }

    /// The bodies in which the gateway said which keys were used.
    public List<String> keyUses() {
        return keyUses;
    }

    /// What admin-service says of a token of the trusted issuer, as JSON; of all others it says that they are invalid.
    public void admits(String token, String admitted) {
        issuerTokens.put(token, admitted);
    }

    public int examined() {
        return examined.get();
    }

    private Publisher<Void> issuerTokens(HttpServerRequest request, HttpServerResponse response) {
        examined.incrementAndGet();
        return request.receive()
                .aggregate()
                .asString()
                .map(body -> WireJson.MAPPER.readTree(body).path("token").asString())
                .flatMap(token -> {
                    String admitted = issuerTokens.get(token);
                    Problem invalid = Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The token is invalid or has expired");
                    return response.status(admitted == null ? 401 : 200)
                            .header("Content-Type", "application/json")
                            .sendString(Mono.just(
                                    admitted == null ? WireJson.write(ProblemDocument.of(invalid, null)) : admitted))
                            .then();
                });
    }

    private Publisher<Void> keyUses(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .doOnNext(keyUses::add)
                .then(response.status(204).send());
    }

    private Publisher<Void> feeds(HttpServerRequest request, HttpServerResponse response) {
        if (request.requestHeaders().get("X-Switchboard-Token") == null) {
            return response.status(401).send();
        }
        reads.incrementAndGet();
        return response.header("Content-Type", "application/json")
                .sendString(request.receive()
                        .aggregate()
                        .asString()
                        .map(body -> WireJson.read(body, FakeFeed.Request.class))
                        .map(wanted -> wanted.wanted().stream()
                                .map(one -> one.address() == null ? talks.page(one) : page(one, wanted.limit()))
                                .toList())
                        .flatMap(pages -> {
                            Mono<Void> work = beforeAnswer;
                            return work.thenReturn(WireJson.write(pages));
                        }));
    }

    private FakeFeed.Page page(FakeFeed.Reader wanted, int limit) {
        List<MessageCreated> all = conversations.getOrDefault(thread(wanted.address()), List.of());
        List<MessageCreated> missing =
                all.stream().filter(m -> m.seq() > wanted.after()).toList();
        boolean recovered = missing.size() <= MOST;
        MessageCreated last = all.isEmpty() ? null : all.getLast();
        return new FakeFeed.Page(
                last == null ? null : last.conversationId(),
                last == null ? 0 : last.seq(),
                last == null ? 0 : last.version(),
                last == null ? null : last.owner().name(),
                last == null ? 0 : last.leaseEpoch(),
                recovered,
                recovered ? missing.stream().limit(limit).toList() : List.of());
    }

    private static String thread(Address address) {
        return address.inboxId() + address.identity() + "#" + address.thread();
    }

    /// As springdoc describes a service's routes.
    private static Publisher<Void> openapi(HttpServerRequest request, HttpServerResponse response) {
        if (request.requestHeaders().get("X-Switchboard-Token") == null) {
            return response.status(401).send();
        }
        return response.header("Content-Type", "application/json").sendString(Mono.just("""
                {"openapi":"3.1.0",
                 "paths":{
                  "/api/conversations/{id}":{"get":{"tags":["Netia: conversations"],"operationId":"one","summary":"S",
                    "security":[{"session":[]}],
                    "responses":{"200":{"description":"OK","content":{"application/json":
                      {"schema":{"$ref":"#/components/schemas/dev.switchboard.a.View"}}}}}}},
                  "/api/users":{"post":{"tags":["some-controller"],
                    "requestBody":{"content":{"application/json":
                      {"schema":{"$ref":"#/components/schemas/dev.switchboard.b.View"}}}},
                    "responses":{"200":{"description":"OK"}}}},
                  "/nowhere":{"get":{"responses":{"200":{"description":"OK"}}}}},
                 "components":{"schemas":{
                  "dev.switchboard.a.View":{"type":"object","properties":{"kind":{"type":"string","enum":["ONE","TWO"]}}},
                  "dev.switchboard.b.View":{"type":"object","properties":{"name":{"type":"string"}}}}}}
                """));
    }

    private static Publisher<Void> problem(HttpServerRequest request, HttpServerResponse response) {
        return request.uri().endsWith("/forbidden")
                ? problem(response, 403, Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions"))
                : problem(response, 404, Problem.of(ProblemCode.NOT_FOUND, "Ticket not found"));
    }

    private static Publisher<Void> invalid(HttpServerRequest request, HttpServerResponse response) {
        return problem(response, 400, Problem.field("email", "can't be blank"));
    }

    private static Publisher<Void> problem(HttpServerResponse response, int status, Problem problem) {
        String json = WireJson.write(ProblemDocument.of(problem, "upstream"));
        return response.status(status)
                .header("Content-Type", ProblemDocument.MEDIA_TYPE)
                .header("X-Request-Id", "upstream")
                .sendString(Mono.just(json));
    }

    /// Answers with path and headers, so that a test sees what a service would.
    private static Publisher<Void> echo(HttpServerRequest request, HttpServerResponse response) {
        Map<String, String> seen = new TreeMap<>();
        seen.put(":path", request.uri());
        request.requestHeaders().forEach(header -> seen.put(header.getKey().toLowerCase(), header.getValue()));
        return response.header("Content-Type", "application/json")
                .header("X-Request-Id", "upstream")
                .sendString(Mono.just(WireJson.write(seen)));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
