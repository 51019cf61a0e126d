package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Java client of Socket.IO, unchanged, against the whole suite.
@ExtendWith(SharedSuite.class)
class SocketIoJavaClientSystemTests {
    private final Installation suite;
    private final String session = "session-" + UUID.randomUUID();
    private final BlockingQueue<JSONObject> messages = new LinkedBlockingQueue<>();

    SocketIoJavaClientSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    private Socket socket(String token, String... transports) {
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setTransports(transports)
                .setQuery("sessionId=" + session)
                .setAuth(Map.of("token", token))
                .build();
        Socket socket = IO.socket(suite.http("/"), options);
        socket.on("meta_message_created", args -> messages.add(((JSONObject) args[0]).optJSONObject("message")));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void aQuestionIsAcknowledgedAndAnswered(String transports) throws Exception {
        Socket socket = socket("pk_demo_acme", transports.split(","));
        try {
            CompletableFuture<Boolean> connected = new CompletableFuture<>();
            socket.on(Socket.EVENT_CONNECT, _ -> connected.complete(true));
            socket.connect();
            assertThat(connected.get(20, TimeUnit.SECONDS)).isTrue();
            JSONObject answer = ask(socket, "How do I return an item?");
            assertThat(answer.getBoolean("success")).isTrue();
            assertThat(answer.getString("sessionId")).isEqualTo(session);
            JSONObject own = messages.poll(20, TimeUnit.SECONDS);
            assertThat(own).isNotNull();
            assertThat(own.getString("sender")).isEqualTo("user");
            JSONObject reply = messages.poll(20, TimeUnit.SECONDS);
            assertThat(reply).isNotNull();
            assertThat(reply.getString("sender")).isEqualTo("bot");
        } finally {
            socket.close();
        }
    }

    private static JSONObject ask(Socket socket, String text) throws Exception {
        CompletableFuture<JSONObject> answer = new CompletableFuture<>();
        socket.emit(
                "message", new JSONObject(Map.of("text", text)), (Ack) args -> answer.complete((JSONObject) args[0]));
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aBadKeyIsAConnectError() throws Exception {
        Socket socket = socket("pk_wrong", "websocket");
        try {
            CompletableFuture<JSONObject> refused = new CompletableFuture<>();
            socket.on(Socket.EVENT_CONNECT_ERROR, args -> refused.complete((JSONObject) args[0]));
            socket.connect();
            JSONObject error = refused.get(20, TimeUnit.SECONDS);
            assertThat(code(error)).isEqualTo("INVALID_API_KEY");
        } finally {
            socket.close();
        }
    }

    private static String code(JSONObject error) throws JSONException {
        return error.getJSONObject("data").getString("code");
    }
}
