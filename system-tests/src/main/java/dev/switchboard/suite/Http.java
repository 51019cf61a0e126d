package dev.switchboard.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plain requests, with the credential in the header where there is one.
public record Http(@Nullable String token) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static final Http ANONYMOUS = new Http(null);

    public record Answer(int status, String text) {
        public boolean isGood() {
            return status / 100 == 2;
        }

        public JsonNode json() {
            return JSON.readTree(text);
        }

        /// @throws IllegalStateException for an answer that is none of success
        public Answer good() {
            if (!isGood()) {
                throw new IllegalStateException("answered " + status + " " + text);
            }
            return this;
        }
    }

    /// @param email of the demo tenants' people
    public static Http logIn(Installation suite, String email) {
        JsonNode session = ANONYMOUS
                .post(
                        suite.http("/api/session"),
                        "{\"user\":{\"email\":\"%s\",\"password\":\"switchboard-demo\"}}".formatted(email))
                .good()
                .json();
        return new Http(session.path("token").asString());
    }

    public Answer get(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    public Answer delete(URI uri) {
        return send(HttpRequest.newBuilder(uri).DELETE());
    }

    public Answer post(URI uri, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Answer put(URI uri, String json) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Answer send(HttpRequest.Builder request) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.timeout(Duration.ofSeconds(40)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
