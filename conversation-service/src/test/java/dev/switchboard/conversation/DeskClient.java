package dev.switchboard.conversation;

import com.jayway.jsonpath.JsonPath;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/// Somebody at the desk, whose requests read as one line.
public record DeskClient(CallerClient client, Caller caller) {
    public BodyContentSpec get(String uri) {
        return request(HttpMethod.GET, uri, null).expectStatus().isOk().expectBody();
    }

    /// Returns once the service has heard of the account's inboxes and people.
    public DeskClient settled(Tenant tenant) {
        Awaitility.await()
                .until(() -> request(HttpMethod.GET, "/api/assignment_policies/" + tenant.whatsapp, null)
                        .returnResult(String.class)
                        .getStatus()
                        .is2xxSuccessful());
        return this;
    }

    public BodyContentSpec put(String uri, String body) {
        return request(HttpMethod.PUT, uri, body).expectStatus().isOk().expectBody();
    }

    public BodyContentSpec post(String uri, String body) {
        return request(HttpMethod.POST, uri, body)
                .expectStatus()
                .is2xxSuccessful()
                .expectBody();
    }

    /// The text at a path of what a creation answered.
    public String created(String uri, String body, String path) {
        byte[] answer = request(HttpMethod.POST, uri, body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return JsonPath.read(new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8), path);
    }

    public void delete(String uri) {
        request(HttpMethod.DELETE, uri, null).expectStatus().isNoContent();
    }

    public void refused(HttpMethod method, String uri, String body, int status) {
        request(method, uri, body).expectStatus().isEqualTo(status);
    }

    /// Refused as invalid, naming the field.
    public void invalid(HttpMethod method, String uri, String body, String field) {
        request(method, uri, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields." + field)
                .exists();
    }

    public ResponseSpec request(HttpMethod method, String uri, @Nullable String body) {
        var request = client.as(caller).method(method).uri(uri);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }
}
