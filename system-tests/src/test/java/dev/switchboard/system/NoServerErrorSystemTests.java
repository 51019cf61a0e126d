package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Whatever is sent to any operation of the OpenAPI document, no service falls over it.
@ExtendWith(UnlimitedSuite.class)
class NoServerErrorSystemTests {
    /// Where secrets are guessed, many wrong ones are too many.
    private static final List<String> GUESSED = List.of(
            "/api/session",
            "/api/me/two_factor",
            "/api/reset_password",
            "/api/user_invitations",
            "/api/registration",
            "/api/sign_on");

    private static final int AT_ONCE = 6;
    /// Their answers are no JSON of a service, or end the login that the others use.
    private static final Set<String> LEFT_OUT =
            Set.of("/ws", "/socket/websocket", "/socket.io/", "/api/docs", "/api/redoc", "/api/swagger", "/api/ready");

    private final Installation suite;

    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    NoServerErrorSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    private List<DescribedOperation> operations() {
        Http.Answer answer = Http.ANONYMOUS.get(suite.http("/api/swagger"));
        assertThat(answer.status()).isEqualTo(200);
        JsonNode document = answer.json();
        assertThat(document.path("x-missing-parts").size()).as("missing parts").isZero();
        return DescribedOperation.all(document).stream()
                .filter(operation -> !LEFT_OUT.contains(operation.path()))
                .filter(operation -> !operation.toString().equals("DELETE /api/session"))
                .toList();
    }

    @Test
    void everyRouteIsInTheDocument() {
        JsonNode document = Http.ANONYMOUS.get(suite.http("/api/swagger")).json();
        assertThat(document.path("x-unrouted-paths").size())
                .as(document.path("x-unrouted-paths").toString())
                .isZero();
        assertThat(DescribedOperation.all(document)).allSatisfy(operation -> {
            assertThat(operation.operation().path("summary").asString()).isNotBlank();
            assertThat(operation.operation().path("description").asString()).isNotBlank();
            assertThat(!operation.takesJson() || operation.showsExample())
                    .as("an example of what is sent to " + operation)
                    .isTrue();
        });
    }

    @Test
    void noRequestGivesAServerError() {
        Http admin = Desk.logIn(suite, "admin@acme.test").http();
        String foreign = foreignConversation();
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (DescribedOperation operation : operations()) {
                workers.submit(() -> attack(new WrongRequests(operation, foreign), admin));
            }
        }
        report();
        assertThat(failed).isEmpty();
        assertThat(suite.status().ready()).isTrue();
    }

    private void attack(WrongRequests requests, Http caller) {
        for (WrongRequests.Wrong wrong : requests.all()) {
            send(wrong, caller);
        }
        List<Integer> statuses =
                requests.alike().stream().map(wrong -> send(wrong, caller)).toList();
        if (statuses.stream().distinct().count() > 1) {
            failed.add(requests.operation() + " answers " + statuses + " to an unknown and to a foreign id");
        }
    }

    private int send(WrongRequests.Wrong wrong, Http caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(wrong.target()))
                .header("Content-Type", "application/json")
                .method(
                        wrong.method(),
                        wrong.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(wrong.body()));
        try {
            Http.Answer answer = caller.send(request);
            boolean throttled = answer.status() == 429 && GUESSED.stream().noneMatch(wrong.target()::startsWith);
            if (answer.status() >= 500 || throttled) {
                failed.add(answer.status() + " to " + wrong);
            }
            return answer.status();
        } catch (UncheckedIOException e) {
            failed.add(e.getCause() + " to " + wrong);
            return 0;
        }
    }

    private URI uri(String target) {
        return URI.create(suite.http("") + target);
    }

    /// Globex' own.
    private String foreignConversation() {
        String account = "0199d3a0-0000-7000-8000-000000000002";
        Http globex = new Http("sk_demo_globex");
        String customer = globex.post(
                        suite.http("/api/customers"),
                        "{\"customer\":{\"account_id\":\"" + account + "\",\"name\":\"G\"}}")
                .json()
                .at("/data/id")
                .asString();
        return globex.post(
                        suite.http("/api/conversations"),
                        "{\"conversation\":{\"account_id\":\"%s\",\"customer_id\":\"%s\"}}"
                                .formatted(account, customer))
                .json()
                .at("/data/id")
                .asString();
    }

    private void report() {
        try {
            Files.write(Path.of("target/server-errors.txt"), failed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
