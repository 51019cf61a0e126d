package dev.switchboard.standalone;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.service.InternalTokenFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Provisions the demo tenant through the services' own endpoints, as the installation's operator. Every request is
/// idempotent, so an interrupted seeding is simply done again.
final class DemoTenant {
    private static final String FOLDER = "/demo/";
    private static final String ACME = "0199d3a0-0000-7000-8000-000000000001";

    /// A request as its file says it: `PUT <service> <path>`, an empty line, the JSON body.
    record Request(Service service, String path, String body) {
        static Request parse(String text) {
            String[] parts = text.strip().split("\n\n", 2);
            String[] head = parts[0].split(" ");
            return new Request(Service.named(head[1]), head[2], parts[1]);
        }

        /// The body as this installation's ports make it.
        String body(PortPlan ports) {
            return body.replace("${emulators}", "http://127.0.0.1:" + ports.emulators())
                    .replace("${smtp}", Integer.toString(ports.smtp()))
                    .replace("${imap}", Integer.toString(ports.imap()));
        }
    }

    private final PortPlan ports;
    private final String token;

    DemoTenant(PortPlan ports, Keys keys) {
        this.ports = ports;
        this.token = new Tokens(keys.base(), Clock.systemUTC())
                .mint(Tokens.Audience.INTERNAL, new Caller.Operator(), Duration.ofMinutes(5));
    }

    void provision() {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            for (Request request : requests()) {
                send(client, request);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot provision the demo tenant", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted while the demo tenant was made; the next start goes on with it.");
        }
    }

    /// In the order in which they are sent: accounts, their providers, their articles.
    static List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (String name : lines("requests.txt")) {
            requests.add(Request.parse(resource(name)));
        }
        for (String name : lines("articles.txt")) {
            Article article = Article.parse(resource("articles/" + name));
            requests.add(new Request(
                    Service.MEMORY,
                    "/internal/accounts/" + ACME + "/articles/" + article.id(),
                    WireJson.write(article.stored())));
        }
        return requests;
    }

    private void send(HttpClient client, Request request) throws IOException, InterruptedException {
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.of(request.service()) + request.path()))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header(InternalTokenFilter.HEADER, token)
                .PUT(HttpRequest.BodyPublishers.ofString(request.body(ports)))
                .build();
        HttpResponse<String> response = client.send(put, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new Refusal(
                    "The demo tenant cannot be made: " + request.service().title() + " answers " + response.statusCode()
                            + " to " + request.path() + ": " + response.body());
        }
    }

    private static List<String> lines(String name) {
        return resource(name).lines().filter(line -> !line.isBlank()).toList();
    }

    private static String resource(String name) {
        try (InputStream in = DemoTenant.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the demo file " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
