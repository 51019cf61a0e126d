package dev.switchboard.chaos;

import dev.switchboard.suite.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests of one user; nothing is repeated.
final class Api implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Installation suite;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String token = "";

    private Api(Installation suite) {
        this.suite = suite;
    }

    static Api logIn(Installation suite, String email) {
        Api api = new Api(suite);
        api.token = api.json(api.post(
                        "/api/session",
                        "{\"user\":{\"email\":\"%s\",\"password\":\"switchboard-demo\"}}".formatted(email)))
                .path("token")
                .asString();
        return api;
    }

    /// Without a credential, to one of the suite's own ports.
    static Api anonymous(Installation suite) {
        return new Api(suite);
    }

    JsonNode get(String path) {
        return json(ask(path));
    }

    HttpResponse<String> ask(String path) {
        return ask(suite.http(path));
    }

    HttpResponse<String> ask(URI uri) {
        return send(request(uri).GET());
    }

    HttpResponse<String> post(String path, String json) {
        return post(suite.http(path), json);
    }

    HttpResponse<String> post(URI uri, String json) {
        return send(request(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /// @throws IllegalStateException for an answer that is none of success
    JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e.getClass().getSimpleName() + " " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
