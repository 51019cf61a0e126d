package dev.switchboard.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page that uses npm `socket.io-client` 4.
final class SocketIoPage implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NodeScript script;

    private SocketIoPage(NodeScript script) {
        this.script = script;
    }

    /// @param options as `io(url, options)` takes them
    static SocketIoPage open(String url, Object options) {
        NodeModules modules = NodeModules.empty()
                .webJar("ws")
                .packed("socket.io-client", "socket.io-client-4.8.4.tgz")
                .packed("engine.io-client", "engine.io-client-6.6.8.tgz")
                .packed("socket.io-parser", "socket.io-parser-4.2.7.tgz")
                .packed("engine.io-parser", "engine.io-parser-5.2.3.tgz")
                .packed("@socket.io/component-emitter", "socket.io-component-emitter-3.1.2.tgz")
                .packed("xmlhttprequest-ssl", "xmlhttprequest-ssl-2.1.2.tgz")
                .packed("debug", "debug-4.4.3.tgz")
                .packed("ms", "ms-2.1.3.tgz");
        SocketIoPage page = new SocketIoPage(
                NodeScript.start("socketio-client.js", modules, url, JSON.writeValueAsString(options)));
        page.await("ready");
        return page;
    }

    void does(String what) {
        script.tell(Map.of("do", what));
    }

    JsonNode connect() {
        does("connect");
        return await("connect");
    }

    void emit(String event, Object payload) {
        script.tell(Map.of("do", "emit", "event", event, "payload", payload));
    }

    /// Emits and waits for the acknowledgement.
    JsonNode ask(String event, Object payload) {
        String id = "ask-" + System.nanoTime();
        script.tell(Map.of("do", "ask", "event", event, "payload", payload, "id", id));
        JsonNode line = script.await(
                "answer", l -> is(l, "ack") && l.path("id").asString().equals(id));
        if (!line.path("error").isNull() && !line.path("error").isMissingNode()) {
            throw new AssertionError("no answer: " + line);
        }
        return line.path("answer");
    }

    void namespace(String name) {
        script.tell(Map.of("do", "namespace", "name", name));
    }

    JsonNode await(String what) {
        return script.await(what, line -> is(line, what));
    }

    JsonNode event(String name) {
        return script.await(
                        name,
                        line -> is(line, "event")
                                && line.path("event").asString().equals(name))
                .path("payload");
    }

    JsonNode messageFrom(String sender) {
        return script.await(
                        "message from " + sender,
                        line -> is(line, "event")
                                && line.path("payload")
                                        .path("message")
                                        .path("sender")
                                        .asString()
                                        .equals(sender))
                .path("payload")
                .path("message");
    }

    /// The names and payloads of the events that come within a time.
    List<JsonNode> listen(Duration time) {
        return script.listen(time).stream().filter(line -> is(line, "event")).toList();
    }

    JsonNode await(String what, Duration patience) {
        return script.await(what, patience, line -> is(line, what));
    }

    /// The payload of the first event of this name that fits.
    JsonNode event(String name, Duration patience, Predicate<JsonNode> fits) {
        return script.await(
                        name,
                        patience,
                        line -> is(line, "event")
                                && line.path("event").asString().equals(name)
                                && fits.test(line.path("payload")))
                .path("payload");
    }

    private static boolean is(JsonNode line, String what) {
        return line.path("is").asString().equals(what);
    }

    @Override
    public void close() {
        script.close();
    }
}
