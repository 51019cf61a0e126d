package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/// Somebody who uses the Netia API: `get`, `post` and `put` expect to be served and give the answer's `data`.
record Browser(CallerClient client, Caller caller) {
    JsonNode get(String uri) {
        return data(ask(HttpMethod.GET, uri, null));
    }

    JsonNode post(String uri, String body) {
        return data(ask(HttpMethod.POST, uri, body));
    }

    JsonNode put(String uri, String body) {
        return data(ask(HttpMethod.PUT, uri, body));
    }

    ResponseSpec ask(HttpMethod method, String uri, String body) {
        return ask(method, uri, body, null);
    }

    ResponseSpec ask(HttpMethod method, String uri, String body, String ifMatch) {
        // as it stands: a template would encode what a test has encoded
        var request = client.as(caller)
                .method(method)
                .uri(base -> URI.create(base.build().toString() + uri));
        if (ifMatch != null) {
            request.header(HttpHeaders.IF_MATCH, ifMatch);
        }
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    int status(HttpMethod method, String uri, String body) {
        return ask(method, uri, body).expectBody().returnResult().getStatus().value();
    }

    /// What a refused request is told about a field.
    String fault(HttpMethod method, String uri, String body, String field) {
        byte[] answer = ask(method, uri, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return WireJson.MAPPER
                .readTree(answer)
                .path("fields")
                .path(field)
                .path(0)
                .asString("");
    }

    /// The ids of a list's page.
    List<String> ids(String uri) {
        return get(uri).valueStream().map(item -> item.get("id").asString()).toList();
    }

    private static JsonNode data(ResponseSpec answer) {
        byte[] body = answer.expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(WireJson.MAPPER.readTree(body).get("data"));
    }
}
