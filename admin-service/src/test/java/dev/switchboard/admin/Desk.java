package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.testing.CallerClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/// What people do at the desk, through the service's HTTP.
public record Desk(CallerClient client, Tokens tokens) {
    public record Answer(int status, String body) {
        public JsonNode json() {
            return WireJson.MAPPER.readTree(body);
        }

        public String text(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    public Answer get(Caller caller, String path) {
        return send(caller, HttpMethod.GET, path, "");
    }

    public Answer post(Caller caller, String path, String json) {
        return send(caller, HttpMethod.POST, path, json);
    }

    public Answer put(Caller caller, String path, String json) {
        return send(caller, HttpMethod.PUT, path, json);
    }

    public Answer delete(Caller caller, String path) {
        return send(caller, HttpMethod.DELETE, path, "");
    }

    public Answer send(Caller caller, HttpMethod method, String path, String json) {
        WebTestClient.RequestBodySpec request = client.as(caller)
                .method(method)
                .uri(path)
                .header("User-Agent", "Console/1.0")
                .header("X-Switchboard-Address", "192.0.2.7");
        if (!json.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(json);
        }
        EntityExchangeResult<byte[]> result = request.exchange().expectBody().returnResult();
        byte[] body = result.getResponseBody();
        return new Answer(result.getStatus().value(), body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }

    public Caller.Agent logIn(String email) {
        return logIn(email, Provisioning.PASSWORD);
    }

    public Caller.Agent logIn(String email, String password) {
        Answer answer = post(new Caller.Anonymous(), "/api/session", """
                {"user": {"email": "%s", "password": "%s"}}""".formatted(email, password));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return agent(answer);
    }

    /// The caller that an answered login is.
    public Caller.Agent agent(Answer login) {
        return (Caller.Agent) tokens.verify(Tokens.Audience.SESSION, login.text("/data/token"));
    }

    /// The statuses of calls that are made at once.
    public static List<Integer> atOnce(List<? extends Supplier<Answer>> calls) {
        List<Integer> statuses = Flux.fromIterable(calls)
                .flatMap(
                        call -> Mono.fromCallable(() -> call.get().status()).subscribeOn(Schedulers.boundedElastic()),
                        calls.size())
                .collectList()
                .block();
        return statuses == null ? List.of() : statuses;
    }
}
