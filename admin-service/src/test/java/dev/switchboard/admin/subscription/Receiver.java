package dev.switchboard.admin.subscription;

import dev.switchboard.common.contract.WireJson;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/// Somebody's server. It answers the challenge, checks every signature with code of its own, and takes what it is told
/// or not, as the test says. It can be stopped and started again at the same address.
public final class Receiver implements AutoCloseable {
    private final List<Call> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Answer> behaviour = _ -> Answer.OK;
    private final int port;
    private DisposableServer server;

    public Receiver() {
        server = listen(0);
        port = server.port();
    }

    /// @param delay before the answer
    public record Answer(int status, Map<String, String> headers, Duration delay, boolean cut) {
        public static final Answer OK = new Answer(204, Map.of(), Duration.ZERO, false);
        /// It has taken the event, and its answer is lost.
        public static final Answer CUT = new Answer(204, Map.of(), Duration.ZERO, true);

        public static Answer status(int status) {
            return new Answer(status, Map.of(), Duration.ZERO, false);
        }

        public static Answer late(Duration delay) {
            return new Answer(204, Map.of(), delay, false);
        }
    }

    /// @param signatures how many the header held
    public record Call(String id, String event, String body, int signatures, HttpHeaders headers) {
        public JsonNode json() {
            return WireJson.MAPPER.readTree(body);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hook?from=switchboard";
    }

    /// Which secrets are good now.
    public void expect(String... texts) {
        secrets.clear();
        secrets.addAll(List.of(texts));
    }

    public void behave(Function<Call, Answer> how) {
        behaviour = how;
    }

    /// What it has taken so far, in that order; where the answer was lost it comes again, also while this is read.
    public List<Call> taken() {
        return List.copyOf(taken);
    }

    public Set<String> ids() {
        return ids;
    }

    public List<Integer> seqs() {
        return taken().stream()
                .map(call -> call.json().path("payload").path("seq").asInt())
                .toList();
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /// Bad signatures, and two calls at once for one conversation.
    public List<String> complaints() {
        return complaints;
    }

    public void stop() {
        server.disposeNow();
    }

    public void start() {
        server = listen(port);
    }

    private DisposableServer listen(int at) {
        return HttpServer.create()
                // so that stopping it breaks what is under way
                .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                .host("127.0.0.1")
                .port(at)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .flatMap(body -> Mono.from(answer(request, response, body))))
                .bindNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, String body) {
        JsonNode json = WireJson.MAPPER.readTree(body);
        String event = json.path("event").asString("");
        if (event.equals("webhook:verify")) {
            Answer answer = behaviour.apply(new Call("challenge", event, body, 0, request.requestHeaders()));
            return response.status(answer.status() == 204 ? 200 : answer.status())
                    .sendString(Mono.just(json.path("payload").asString()));
        }
        HttpHeaders headers = request.requestHeaders();
        String[] signatures = headers.get("webhook-signature").split(" ");
        Call call = new Call(headers.get("webhook-id"), event, body, signatures.length, headers);
        check(call, signatures);
        calls.add(call);
        String key = json.path("payload").path("conversation_id").asString(call.id());
        if (!underWay.add(key)) {
            complaints.add("two calls at once for " + key);
        }
        Answer answer = behaviour.apply(call);
        if (answer.status() / 100 == 2) {
            taken.add(call);
            ids.add(call.id());
        }
        answer.headers().forEach(response::header);
        Mono<Void> done = Mono.from(
                answer.cut()
                        ? Mono.fromRunnable(
                                () -> request.withConnection(c -> c.channel().close()))
                        : response.status(answer.status()).send());
        Mono<Void> ended = Mono.fromRunnable(() -> underWay.remove(key));
        return answer.delay().isZero()
                ? ended.then(done)
                : Mono.delay(answer.delay()).then(ended).then(done).doOnCancel(() -> underWay.remove(key));
    }

    private void check(Call call, String[] signatures) {
        String timestamp = call.headers().get("webhook-timestamp");
        for (String secret : secrets) {
            String expected = "v1," + hmac(secret, call.id() + "." + timestamp + "." + call.body());
            if (!List.of(signatures).contains(expected)) {
                complaints.add("bad signature of " + call.id());
            }
        }
        if (!call.headers().get("Content-Type").equals("application/json")) {
            complaints.add("no JSON");
        }
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
