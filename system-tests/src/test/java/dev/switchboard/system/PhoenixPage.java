package dev.switchboard.system;

import dev.switchboard.suite.Installation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page that runs an official release of npm `phoenix`, unchanged, in Node.
final class PhoenixPage implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NodeScript script;
    private int pushes;

    private PhoenixPage(NodeScript script) {
        this.script = script;
    }

    /// What the client library is given.
    private record Options(Map<String, Object> options) {
        static Options of(@Nullable String token, Map<String, Object> more) {
            Map<String, Object> all = new HashMap<>(more);
            all.putIfAbsent("params", token == null ? Map.of() : Map.of("token", token));
            return new Options(all);
        }
    }

    /// @param more options of the client's `Socket`
    static PhoenixPage open(Installation suite, String version, @Nullable String token, Map<String, Object> more) {
        NodeModules modules = NodeModules.empty().webJar("ws").packed("phoenix", "phoenix-" + version + ".tgz");
        String url = "ws://127.0.0.1:" + suite.gatewayPort() + "/socket";
        NodeScript script =
                NodeScript.start("phoenix-client.js", modules, url, JSON.writeValueAsString(Options.of(token, more)));
        PhoenixPage page = new PhoenixPage(script);
        script.await("ready", line -> is(line, "ready"));
        script.tell(Map.of("do", "connect"));
        script.await("open", line -> is(line, "open"));
        return page;
    }

    private static boolean is(JsonNode line, String what) {
        return line.path("is").asString().equals(what);
    }

    /// Joins and returns the whole outcome.
    JsonNode join(String topic, Map<String, Object> params) {
        script.tell(Map.of("do", "join", "topic", topic, "params", params, "presence", true));
        return awaitJoined(topic);
    }

    /// Joins as a page of ours does, which names its place whenever it joins.
    JsonNode joinKeeping(String topic, Map<String, Object> params) {
        script.tell(Map.of("do", "join", "topic", topic, "params", params, "keep", true));
        return awaitJoined(topic);
    }

    /// A join, or one that the client has made by itself.
    JsonNode awaitJoined(String topic) {
        return awaitJoined(topic, NodeScript.PATIENCE);
    }

    JsonNode awaitJoined(String topic, Duration patience) {
        return script.await(
                "join of " + topic,
                patience,
                line -> is(line, "joined") && line.path("topic").asString().equals(topic));
    }

    JsonNode leave(String topic) {
        script.tell(Map.of("do", "leave", "topic", topic));
        return script.await("leave", line -> is(line, "left"));
    }

    /// Pushes and returns the whole outcome.
    JsonNode push(String topic, String event, Map<String, Object> payload) {
        int id = ++pushes;
        script.tell(Map.of("do", "push", "topic", topic, "event", event, "payload", payload, "id", id));
        return script.await(
                "reply to " + event,
                line -> is(line, "reply") && line.path("id").asInt() == id);
    }

    /// Pushes and waits for nothing.
    void send(String topic, String event, Map<String, Object> payload) {
        script.tell(Map.of("do", "push", "topic", topic, "event", event, "payload", payload, "id", ++pushes));
    }

    /// The payload of an event.
    JsonNode event(String topic, String event, Predicate<JsonNode> fits) {
        return event(topic, event, NodeScript.PATIENCE, fits);
    }

    JsonNode event(String topic, String event, Duration patience, Predicate<JsonNode> fits) {
        return script.await(
                        event,
                        patience,
                        line -> is(line, "event")
                                && line.path("topic").asString().equals(topic)
                                && line.path("event").asString().equals(event)
                                && fits.test(line.path("payload")))
                .path("payload");
    }

    JsonNode shout(String topic, String body) {
        return event(topic, "shout", payload -> payload.path("body").asString().equals(body));
    }

    /// Until the client's own `Presence` has somebody.
    void awaitPresence(String topic, String key) {
        script.await(
                key + " in presence",
                line -> is(line, "presence")
                        && line.path("topic").asString().equals(topic)
                        && line.path("online")
                                .valueStream()
                                .anyMatch(k -> k.asString().equals(key)));
    }

    List<JsonNode> listen(Duration time) {
        return script.listen(time);
    }

    /// The network goes without a word.
    void cut() {
        script.tell(Map.of("do", "cut"));
        script.await("end of the connection", line -> is(line, "closed"));
    }

    int awaitClosed(Duration patience) {
        return script.await("end of the connection", patience, line -> is(line, "closed"))
                .path("code")
                .asInt();
    }

    @Override
    public void close() {
        script.close();
    }
}
