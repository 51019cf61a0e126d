package dev.switchboard.conversation.api;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Requests to the service and their whole answers.
public final class Wire {
    private final CallerClient client;

    public Wire(CallerClient client) {
        this.client = client;
    }

    /// @param body missing where there is none
    public record Answer(int status, JsonNode body, Map<String, String> headers) {
        public String text(String field) {
            return body.get(field).asString();
        }
    }

    public Answer get(Caller caller, String uri) {
        return send(caller, HttpMethod.GET, uri, null, Map.of());
    }

    public Answer post(Caller caller, String uri, String body) {
        return send(caller, HttpMethod.POST, uri, body, Map.of());
    }

    public Answer put(Caller caller, String uri, String body) {
        return send(caller, HttpMethod.PUT, uri, body, Map.of());
    }

    public Answer send(Caller caller, HttpMethod method, String uri, String body, Map<String, String> headers) {
        var request = client.as(caller).method(method).uri(base -> URI.create(base.build() + uri));
        headers.forEach(request::header);
        EntityExchangeResult<byte[]> result = (body == null
                        ? request.exchange()
                        : request.contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                                .exchange())
                .expectBody()
                .returnResult();
        byte[] bytes = result.getResponseBody();
        JsonNode json = bytes == null ? MissingNode.getInstance() : WireJson.MAPPER.readTree(bytes);
        return new Answer(
                result.getStatus().value(), json, result.getResponseHeaders().toSingleValueMap());
    }
}
