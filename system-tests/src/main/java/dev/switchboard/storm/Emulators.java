package dev.switchboard.storm;

import dev.switchboard.suite.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The providers' side: it signs events, and we deliver them.
final class Emulators implements AutoCloseable {
    private static final int PORT = 8190;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Installation suite;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Emulators(Installation suite) {
        this.suite = suite;
    }

    /// A signed call to the gateway.
    record Event(String path, String contentType, Map<String, String> headers, byte[] body) {}

    private record Count(int held) {}

    void hold(boolean hold) {
        String _ = post("/_hold", "{\"hold\":" + hold + "}");
    }

    void play(Customer customer, int message) {
        String _ = post("/_play/" + customer.provider(), customer.play(message));
    }

    List<Event> take() {
        return JSON.readValue(post("/_held/take", ""), new TypeReference<>() {});
    }

    int held() {
        HttpRequest request =
                HttpRequest.newBuilder(suite.loopback(PORT, "/_held")).build();
        return JSON.readValue(send(request).body(), Count.class).held();
    }

    /// @return the status; 0 where there was no answer
    int deliver(Event event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(suite.http(event.path()))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", event.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
        event.headers().forEach(request::header);
        try {
            return send(request.build()).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    String post(String path, String json) {
        return post(suite.loopback(PORT, path), json, "");
    }

    /// @throws IllegalStateException for an answer that is none of success
    String post(URI uri, String json, String token) {
        return send(uri, "POST", json, token);
    }

    String send(URI uri, String method, String json, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(uri + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
