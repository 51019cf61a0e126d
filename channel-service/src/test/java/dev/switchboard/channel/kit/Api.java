package dev.switchboard.channel.kit;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/// The service's routes, as people and servers call them.
record Api(CallerClient client) {
    /// The answer to a call that is answered with that status.
    String post(Caller caller, String path, String body, int status) {
        return text(call(HttpMethod.POST, caller, path, body).expectStatus().isEqualTo(status));
    }

    String put(Caller caller, String path, String body) {
        return text(call(HttpMethod.PUT, caller, path, body));
    }

    private WebTestClient.ResponseSpec call(HttpMethod method, Caller caller, String path, String body) {
        return client.as(caller)
                .method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static String text(WebTestClient.ResponseSpec answer) {
        byte[] body = answer.expectBody().returnResult().getResponseBodyContent();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    void get(String uri, int status) {
        client.as(new Caller.Anonymous())
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    /// Where a browser is sent.
    static String redirect(WebTestClient.RequestHeadersSpec<?> request) {
        URI location = request.accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isFound()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getLocation();
        return String.valueOf(location);
    }
}
