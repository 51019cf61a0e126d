package dev.switchboard.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A quarter of a minute of the demo tenant's daily work, for the training run: customers write, leave and come back,
/// the AI
/// answers, people are asked for, an agent reads and answers. The JVM keeps with its cache which code was busy, so that
/// a later start
/// compiles it at once, and not while the first customers wait.
final class Rehearsal {
    private static final int CUSTOMERS = 12;
    private static final int ROUNDS = 130;
    private static final int ASKS_FOR_A_PERSON = 40;
    private static final int AGENT_LOOKS_EVERY = 5;
    /// A socket may send ten messages a second.
    private static final long PAUSE_MILLIS = 110;

    private static final String LOGIN = """
            {"user":{"email":"jane@acme.test","password":"switchboard-demo"}}""";
    private static final String QUESTION = """
            {"type":"text","id":"m-%d","text":"How do I return an item?"}""";
    private static final String ANSWER = """
            {"message":{"conversation_id":"%s","body":"Hello, I am Jane."}}""";

    private final PortPlan ports;
    private final JsonMapper json = JsonMapper.shared();

    Rehearsal(PortPlan ports) {
        this.ports = ports;
    }

    /// @throws IOException when the suite does not play along
    void play() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String token =
                    post(client, "/api/session", "", LOGIN).at("/data/token").asString();
            List<WebSocket> customers = new ArrayList<>();
            for (int i = 0; i < CUSTOMERS; i++) {
                customers.add(socket(client, Integer.toString(i)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (WebSocket customer : customers) {
                    say(customer, QUESTION.formatted(round));
                    if (round == ASKS_FOR_A_PERSON) {
                        say(customer, "{\"type\":\"handover_request\"}");
                    }
                }
                comeBack(client, customers, round % CUSTOMERS);
                if (round % AGENT_LOOKS_EVERY == 0) {
                    look(client, token);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            customers.forEach(WebSocket::abort);
        } catch (CompletionException e) {
            throw new IOException(e);
        }
    }

    /// Reads all that was said, as after a cut.
    private void comeBack(HttpClient client, List<WebSocket> customers, int customer) {
        customers.get(customer).abort();
        customers.set(customer, socket(client, customer + "&since=0"));
    }

    private WebSocket socket(HttpClient client, String session) {
        URI uri = URI.create("ws://localhost:" + ports.gateway() + "/ws?token=pk_demo_acme&sessionId=r-" + session);
        return client.newWebSocketBuilder()
                .buildAsync(uri, new WebSocket.Listener() {})
                .join();
    }

    private static void say(WebSocket customer, String frame) {
        WebSocket _ = customer.sendText(frame, true).join();
    }

    private void look(HttpClient client, String token) throws IOException, InterruptedException {
        HttpRequest list = request("/api/conversations", token).GET().build();
        JsonNode found = json.readTree(
                client.send(list, HttpResponse.BodyHandlers.ofString()).body());
        String conversation = found.at("/data/0/id").asString();
        JsonNode _ = post(client, "/api/messages", token, ANSWER.formatted(conversation));
    }

    private JsonNode post(HttpClient client, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest request = request(path, token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return json.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + ports.gateway() + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }
}
