package dev.switchboard.common.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class EgressClientTests {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();
    private DisposableServer server;

    @BeforeEach
    void listen() {
        server = HttpServer.create()
                .host("0.0.0.0")
                .doOnConnection(_ -> connections.incrementAndGet())
                .route(routes -> routes.get("/moved", (_, response) -> response.sendRedirect("/elsewhere"))
                        .get(
                                "/long",
                                (_, response) ->
                                        response.sendString(Flux.range(0, 1_000).map(_ -> "x".repeat(1_000))))
                        .get(
                                "/drip",
                                (_, response) -> response.sendString(
                                        Flux.interval(Duration.ofMillis(50)).map(String::valueOf)))
                        .get("/cut", (request, _) -> {
                            calls.incrementAndGet();
                            request.withConnection(
                                    connection -> connection.channel().close());
                            return Mono.never();
                        })
                        .post(
                                "/echo",
                                (request, response) -> response.status(201)
                                        .header(
                                                "X-Seen",
                                                request.requestHeaders().get("X-Said"))
                                        .send(request.receive().retain())))
                .bindNow();
        open.add(server::disposeNow);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    record Attack(String url, List<String> addresses) {
        static Attack parse(String line) {
            String[] parts = line.split(" ");
            return new Attack(parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split(",")));
        }
    }

    static Stream<Attack> attacks() throws IOException {
        try (InputStream file = EgressClientTests.class.getResourceAsStream("/egress/attacks.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Attack::parse);
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void noAttackReachesAnything(Attack attack) {
        EgressClient client = client(new NamesOfATest(_ -> attack.addresses()));
        String url = attack.url().replace("{port}", Integer.toString(server.port()));
        assertThatThrownBy(() -> get(client, url).block()).isInstanceOf(EgressRefused.class);
        assertThat(connections).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hook?a=b",
                "http://93.184.215.14/",
                "http://93.184.215.14:8080/a/b#c",
                "HTTPS://Example.COM:8443",
                "http://127.example.com/",
                "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
                "http://xn--bcher-kva.example/"
            })
    void whatIsOrdinaryIsRead(String url) {
        assertThat(new EgressTargets(List.of(), Set.of(80)).read(url)).hasToString(url);
    }

    @Test
    void aNameThatIsBoundAnewIsNotFollowed() {
        NamesOfATest names = new NamesOfATest(before -> List.of(before == 0 ? "127.0.0.9" : "127.0.0.1"));
        EgressClient client = client(names, "127.0.0.9");
        String url = "http://rebind.example:" + server.port() + "/moved";
        assertThat(get(client, url).block().status()).isEqualTo(302);
        assertThat(names.asked).hasValue(1);
        // the connection that was made to the checked address may serve again, another address may not
        server.disposeNow();
        listen();
        String elsewhere = "http://rebind.example:" + server.port() + "/moved";
        assertThatThrownBy(() -> get(client, elsewhere).block()).isInstanceOf(EgressRefused.class);
        assertThat(connections).hasValue(1);
    }

    @Test
    void theOperatorMayAllowAPrivateNetworkOnAnyPort() {
        EgressClient client = client(new NamesOfATest(_ -> List.of("127.0.0.1")), "127.0.0.0/8");
        byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
        EgressAnswer answer = client.send(EgressRequest.post(at("/echo"), Map.of("X-Said", "this"), body, PATIENCE, 9))
                .block();
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.header("x-seen")).isEqualTo("this");
        assertThat(answer.truncated()).isFalse();
        assertThatThrownBy(() -> get(client, "http://[::1]:" + server.port()).block())
                .isInstanceOf(EgressRefused.class);
    }

    @Test
    void theOperatorMayAllowOnePortOfAnAddress() {
        NamesOfATest names = new NamesOfATest(_ -> List.of("127.0.0.1"));
        EgressClient client = client(names, "127.0.0.1:" + server.port());
        assertThat(get(client, at("/moved")).block().status()).isEqualTo(302);
        EgressClient another = client(names, "127.0.0.1:" + (server.port() - 1));
        assertThatThrownBy(() -> get(another, at("/moved")).block()).isInstanceOf(EgressRefused.class);
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        EgressAnswer answer = get(allowed(), at("/moved")).block();
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/elsewhere");
    }

    @Test
    void noMoreIsReadThanAskedFor() {
        EgressAnswer answer = get(allowed(), at("/long")).block();
        assertThat(answer.body()).hasSize(1_500);
        assertThat(answer.truncated()).isTrue();
    }

    @Test
    void aBodyThatNeverEndsIsGivenUp() {
        EgressRequest request = EgressRequest.get(at("/drip"), Map.of(), Duration.ofMillis(300), 1_000_000);
        assertThatThrownBy(() -> allowed().send(request).block())
                .isInstanceOf(EgressFailed.class)
                .hasMessage("There was no answer in time");
    }

    @Test
    void aBrokenCallIsNotRepeated() {
        assertThatThrownBy(() -> get(allowed(), at("/cut")).block()).isInstanceOf(EgressFailed.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aNameThatDoesNotExistAndAHostThatDoesNotAnswerAreFailures() {
        assertThatThrownBy(() -> get(client(new NamesOfATest(_ -> List.of())), "http://nowhere.example/")
                        .block())
                .isInstanceOf(EgressFailed.class)
                .hasMessage("The host's name is not known");
        server.disposeNow();
        assertThatThrownBy(() -> get(allowed(), at("/moved")).block())
                .isInstanceOf(EgressFailed.class)
                .hasMessage("The host cannot be reached");
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private static Mono<EgressAnswer> get(EgressClient client, String url) {
        return client.send(EgressRequest.get(url, Map.of(), PATIENCE, 1_500));
    }

    private EgressClient allowed() {
        return client(new NamesOfATest(_ -> List.of()), "127.0.0.1");
    }

    private EgressClient client(NamesOfATest names, String... allow) {
        Set<Integer> ports = Set.of(80, 443, server.port());
        EgressSettings settings = new EgressSettings(List.of(allow), ports, Duration.ofSeconds(2), 8);
        EgressClient client = new EgressClient(new EgressTargets(settings.allow(), ports), names, settings);
        open.add(client);
        return client;
    }
}
