package dev.switchboard.storm;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The providers' side: it signs events, and we deliver them.
record Emulators(Installation suite) {
    private static final int PORT = 8190;
    private static final JsonMapper JSON = JsonMapper.shared();

    /// A signed call to the gateway.
    record Event(String path, String contentType, Map<String, String> headers, byte[] body) {}

    void hold(boolean hold) {
        Http.Answer _ = post("/_hold", "{\"hold\":" + hold + "}");
    }

    void play(Customer customer, int message) {
        Http.Answer _ = post("/_play/" + customer.provider(), customer.play(message));
    }

    List<Event> take() {
        return JSON.convertValue(post("/_held/take", "").json(), new TypeReference<>() {});
    }

    int held() {
        return Http.ANONYMOUS.get(at("/_held")).good().json().path("held").asInt();
    }

    /// @return the status; 0 where there was no answer
    int deliver(Event event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(suite.http(event.path()))
                .header("Content-Type", event.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
        event.headers().forEach(request::header);
        try {
            return Http.ANONYMOUS.send(request).status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /// @throws IllegalStateException for an answer that is none of success
    private Http.Answer post(String path, String json) {
        return Http.ANONYMOUS.post(at(path), json).good();
    }

    private URI at(String path) {
        return suite.loopback(PORT, path);
    }
}
