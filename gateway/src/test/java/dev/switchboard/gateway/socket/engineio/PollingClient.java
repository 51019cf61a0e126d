package dev.switchboard.gateway.socket.engineio;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Long-polling as a browser does it, one request at a time where the test wants no more.
public final class PollingClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String root;

    public PollingClient(int port) {
        this.root = "http://localhost:" + port + "/socket.io/";
    }

    public HttpResponse<String> get(String query, String... headers) {
        return send("GET", query, "", headers).join();
    }

    public CompletableFuture<HttpResponse<String>> begin(String query) {
        return send("GET", query, "");
    }

    public HttpResponse<String> post(String query, String body) {
        return send("POST", query, body, "Content-Type", "text/plain;charset=UTF-8")
                .join();
    }

    /// Each piece as a chunk of its own.
    HttpResponse<String> post(String query, List<byte[]> pieces) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + "?" + query))
                .POST(HttpRequest.BodyPublishers.ofByteArrays(pieces))
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }

    public CompletableFuture<HttpResponse<String>> send(String method, String query, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + "?" + query))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// @return the query of the session's requests
    public String open(String more) {
        String greeting = get("EIO=4&transport=polling" + more).body();
        return "EIO=4&transport=polling&sid=" + greeting.split("\"sid\":\"")[1].split("\"")[0];
    }

    public List<String> poll(String session) {
        return List.of(get(session).body().split("\u001e"));
    }
}
