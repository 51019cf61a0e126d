package dev.switchboard.standalone;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.service.InternalTokenFilter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Asks the services of the running suite as the installation itself.
final class OperatorClient {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PortPlan ports;
    private final String token;

    OperatorClient(PortPlan ports, Keys keys) {
        this.ports = ports;
        this.token = new Tokens(keys.base(), Clock.systemUTC())
                .mint(Tokens.Audience.INTERNAL, new Caller.Operator(), Duration.ofMinutes(30));
    }

    /// @throws Refusal with the reason, when the service refuses or does not answer
    JsonNode send(Service service, String method, String path) {
        HttpResponse<String> answer = answer(service, method, path, PATIENCE);
        JsonNode body = WireJson.MAPPER.readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new Refusal(body.path("detail").asString(service.title() + " answers " + answer.statusCode()));
        }
        return body;
    }

    /// Whatever the service says.
    ///
    /// @throws Refusal when it does not answer
    HttpResponse<String> answer(Service service, String method, String path, Duration patience) {
        try {
            return ask(service, method, path, patience);
        } catch (IOException e) {
            throw new Refusal("Switchboard does not answer; start it with ./switchboard up.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted.");
        }
    }

    HttpResponse<String> ask(Service service, String method, String path, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.of(service) + "/internal" + path))
                .timeout(patience)
                .header(InternalTokenFilter.HEADER, token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
