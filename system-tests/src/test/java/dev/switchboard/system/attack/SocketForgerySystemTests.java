package dev.switchboard.system.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.SharedSuite;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// S1 and S15: a conversation of Globex between a guest and its desk, and everybody else who wants to hear it or to say
/// what only the server says, over all three protocols.
@ExtendWith(SharedSuite.class)
class SocketForgerySystemTests {
    private static final String GLOBEX = "0199d3a0-0000-7000-8000-000000000002";
    private static final String UNKNOWN = "0199d3a0-dead-7000-8000-00000000dead";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> SERVERS_OWN = List.of(
            "conversation:created",
            "conversation:updated",
            "message:created",
            "message.created",
            "message:updated",
            "message:partial",
            "agent.assigned",
            "agent:assigned",
            "presence_state",
            "presence_diff",
            "phx_reply",
            "phx_error",
            "phx_close",
            "resumed",
            "read",
            "meta_message_created");

    private final Installation suite;
    private final Http globex;

    SocketForgerySystemTests(RunningSuite running) {
        this.suite = running.installation();
        this.globex = new Http(logIn("admin@globex.test"));
    }

    private record Guest(String customer, String conversation, String token) {
        String topic() {
            return "conversation:" + conversation;
        }
    }

    private String logIn(String email) {
        Http.Answer answer = Http.ANONYMOUS.post(
                suite.http("/api/session"),
                "{\"user\":{\"email\":\"%s\",\"password\":\"switchboard-demo\"}}".formatted(email));
        return answer.json().path("token").asString();
    }

    private Guest guest() {
        String customer = made("/api/customers", "{\"customer\":{\"account_id\":\"%s\"}}".formatted(GLOBEX))
                .path("id")
                .asString();
        JsonNode begun = made(
                "/api/conversations",
                "{\"conversation\":{\"account_id\":\"%s\",\"customer_id\":\"%s\"}}".formatted(GLOBEX, customer));
        return new Guest(
                customer,
                begun.path("id").asString(),
                begun.path("session_token").asString());
    }

    private JsonNode made(String path, String json) {
        Http.Answer answer = Http.ANONYMOUS.post(suite.http(path), json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("data");
    }

    private Eavesdropper phoenix(String token) {
        return new Eavesdropper(URI.create("ws://127.0.0.1:" + suite.gatewayPort() + "/socket/websocket?vsn=2.0.0"
                + (token.isEmpty() ? "" : "&token=" + token)));
    }

    private Eavesdropper plain(String query) {
        return new Eavesdropper(suite.socket(query));
    }

    private Eavesdropper socketIo(String auth) {
        Eavesdropper socket = new Eavesdropper(
                URI.create("ws://127.0.0.1:" + suite.gatewayPort() + "/socket.io/?EIO=4&transport=websocket"));
        socket.say("40" + auth);
        return socket;
    }

    private static String push(String ref, String topic, String event, String payload) {
        return "[\"1\",\"%s\",%s,\"%s\",%s]"
                .formatted(ref, JsonMapper.shared().writeValueAsString(topic), event, payload);
    }

    /// Who is not in the conversation, by credential.
    private Map<String, String> strangers(Guest other) {
        Map<String, String> strangers = new LinkedHashMap<>();
        strangers.put("nobody", "");
        strangers.put("another page", "pk_demo_acme");
        strangers.put("another account's agent", logIn("jane@acme.test"));
        strangers.put("another guest", other.token());
        strangers.put("another account's server", "sk_demo_acme");
        return strangers;
    }

    @Test
    void nobodyHearsAConversationThatIsNotTheirs() {
        Tally tally = new Tally("S1");
        Guest guest = guest();
        Guest other = guest();
        List<Eavesdropper> ears = new ArrayList<>();
        try (Eavesdropper own = phoenix(guest.token())) {
            own.say(push("1", guest.topic(), "phx_join", "{\"customer_id\":\"" + guest.customer() + "\"}"));
            await().atMost(PATIENCE).until(() -> own.hears("\"ok\""));
            strangers(other).forEach((who, token) -> {
                Eavesdropper ear = phoenix(token);
                ears.add(ear);
                attack(tally, who, ear, guest, other);
            });
            String session = guest.conversation();
            for (String query : List.of(
                    "userId=" + guest.customer() + "&sessionId=" + session,
                    "userId=*&sessionId=*",
                    "userId=%25&sessionId=%25",
                    "sessionId=" + session + "&conversationId=" + session,
                    "userId=&sessionId=" + session + "&accountId=" + GLOBEX,
                    "userId=" + guest.customer() + "&sessionId=" + session + "&since=0&role=admin")) {
                for (String key : List.of("pk_demo_acme", "pk_demo_globex")) {
                    ears.add(plain("token=" + key + "&" + query));
                    tally.count(true);
                }
            }
            for (String claim : List.of(
                    "\"sessionId\":\"" + session + "\"",
                    "\"role\":\"admin\"",
                    "\"tenantId\":\"" + GLOBEX + "\",\"role\":\"admin\"",
                    "\"userId\":\"" + guest.customer() + "\",\"sessionId\":\"" + session + "\"",
                    "\"userId\":\"*\",\"sessionId\":\"*\"")) {
                Eavesdropper ear = socketIo("{\"token\":\"pk_demo_acme\"," + claim + "}");
                ears.add(ear);
                for (String event : List.of("join", "subscribe", "join_room", "room", "watch")) {
                    ear.say("42[\"" + event + "\",\"" + session + "\"]");
                    ear.say("42[\"" + event + "\",{\"room\":\"" + guest.topic() + "\"}]");
                    tally.count(true);
                }
            }
            String canary = "canary-" + guest.conversation();
            Http.Answer said = globex.post(
                    suite.http("/api/messages"),
                    "{\"message\":{\"conversation_id\":\"%s\",\"body\":\"%s\"}}"
                            .formatted(guest.conversation(), canary));
            assertThat(said.status()).as(said.text()).isBetween(200, 201);
            await().atMost(PATIENCE).until(() -> own.hears(canary));
            answeredOnceMore(ears);
            ears.forEach(ear -> ear.heard().stream()
                    .filter(frame -> frame.contains(canary) || frame.contains("\"customer_id\":\"" + guest.customer()))
                    .forEach(frame -> tally.leak("heard: " + frame)));
        } finally {
            ears.forEach(Eavesdropper::close);
        }
        assertThat(tally.leaks()).isEmpty();
    }

    /// Joins by every name, before and after a join of its own that is granted, and compares what is said of a
    /// conversation that exists with what is said of one that does not.
    private static void attack(Tally tally, String who, Eavesdropper ear, Guest guest, Guest other) {
        ear.say(push("own", other.topic(), "phx_join", "{\"customer_id\":\"" + other.customer() + "\"}"));
        int ref = 0;
        List<String> names = Corpus.of("topics");
        for (String name : names) {
            String real = named(name, guest.conversation(), guest.customer(), GLOBEX);
            String absent = named(name, UNKNOWN, UNKNOWN, UNKNOWN);
            if (real.equals(absent)) {
                // one's own lobby, or nothing at all: what is told there is listened to like the rest
                ear.say(push("l" + ref++, real, "phx_join", "{\"last_seq\":0}"));
                continue;
            }
            ear.say(push("r" + ref, real, "phx_join", "{\"last_seq\":0}"));
            ear.say(push("a" + ref, absent, "phx_join", "{\"last_seq\":0}"));
            int expected = ref++;
            await().atMost(PATIENCE).until(() -> ear.closed() != 0 || answer(ear, "a" + expected) != null);
            String toReal = String.valueOf(answer(ear, "r" + expected));
            String toAbsent = String.valueOf(answer(ear, "a" + expected));
            tally.count(!toReal.startsWith("ok"));
            if (!toReal.equals(toAbsent)) {
                tally.leak("%s joins %s: %s, and one that is not there: %s".formatted(who, name, toReal, toAbsent));
            }
        }
    }

    private static String named(String name, String conversation, String customer, String account) {
        return name.replace("{id}", conversation)
                .replace("{ID}", conversation.toUpperCase(Locale.ROOT))
                .replace("{customer}", customer)
                .replace("{ACCOUNT}", account.toUpperCase(Locale.ROOT))
                .replace("{account}", account);
    }

    /// Status and reason of the reply to a push; null while there is none.
    private static @Nullable String answer(Eavesdropper ear, String ref) {
        return ear.heard().stream()
                .filter(frame ->
                        frame.startsWith("[") && frame.contains("\"" + ref + "\"") && frame.contains("phx_reply"))
                .map(Company::json)
                .filter(frame -> frame.path(1).asString("").equals(ref))
                .map(frame -> frame.path(4).path("status").asString() + " "
                        + frame.path(4).at("/response/reason").asString(""))
                .findFirst()
                .orElse(null);
    }

    /// Whatever was on its way to them before has arrived with the answer.
    private static void answeredOnceMore(List<Eavesdropper> ears) {
        for (Eavesdropper ear : ears) {
            int before = ear.heard().size();
            ear.say("[null,\"last\",\"phoenix\",\"heartbeat\",{}]");
            await().atMost(PATIENCE)
                    .until(() -> ear.closed() != 0 || ear.heard().size() > before);
        }
    }

    @Test
    void whatTheServerSaysNobodyElseCanSay() {
        Tally tally = new Tally("S15");
        Guest guest = guest();
        String forged = "forged-" + guest.conversation();
        try (Eavesdropper desk = phoenix(String.valueOf(globex.token()));
                Eavesdropper second = phoenix(guest.token());
                Eavesdropper own = phoenix(guest.token());
                Eavesdropper page = plain("token=pk_demo_globex&userId=page");
                Eavesdropper chat = socketIo("{\"token\":\"pk_demo_globex\"}")) {
            desk.say(push("1", "notification:" + GLOBEX, "phx_join", "{}"));
            String join = push("1", guest.topic(), "phx_join", "{\"customer_id\":\"" + guest.customer() + "\"}");
            second.say(join);
            own.say(join);
            for (Eavesdropper joined : List.of(desk, second, own)) {
                await().atMost(PATIENCE).until(() -> joined.hears("\"ok\""));
            }
            String payload = """
                    {"id":"%1$s","conversation_id":"%1$s","body":"%2$s","message":"%2$s","user_id":1,
                     "sender_type":"agent","seq":99,"joins":{"user:1":{"metas":[{"name":"%2$s"}]}},"leaves":{},
                     "status":"ok","response":{"body":"%2$s"},"updates":{"status":"%2$s"}}
                    """.formatted(guest.conversation(), forged).replace("\n", "");
            int ref = 2;
            for (String event : SERVERS_OWN) {
                for (String topic : List.of(guest.topic(), "notification:" + GLOBEX, "conversation:lobby")) {
                    own.say(push(Integer.toString(ref), topic, event, payload));
                    String sent = Integer.toString(ref++);
                    await().atMost(PATIENCE).until(() -> own.closed() != 0 || answer(own, sent) != null);
                    tally.count(!String.valueOf(answer(own, sent)).startsWith("ok"));
                }
                page.say("{\"type\":\"%s\",\"text\":\"%s\",\"sender\":\"agent\",\"seq\":99}".formatted(event, forged));
                chat.say("42[\"%s\",%s]".formatted(event, payload));
                tally.count(true);
                tally.count(true);
            }
            for (String type : Set.of("message", "agent_joined", "typing_start", "presence", "ack", "transcription")) {
                page.say("{\"type\":\"%s\",\"text\":\"%s\",\"sender\":\"agent\"}".formatted(type, forged));
                tally.count(true);
            }
            String said = "said-" + guest.conversation();
            Http.Answer genuine = globex.post(
                    suite.http("/api/messages"),
                    "{\"message\":{\"conversation_id\":\"%s\",\"body\":\"%s\"}}".formatted(guest.conversation(), said));
            assertThat(genuine.status()).as(genuine.text()).isBetween(200, 201);
            await().atMost(PATIENCE).until(() -> desk.hears(said) && second.hears(said));
            TreeSet<String> told = new TreeSet<>();
            for (Eavesdropper other : List.of(desk, second)) {
                other.heard().stream().filter(frame -> frame.contains(forged)).forEach(told::add);
            }
            told.forEach(frame -> tally.leak("told: " + frame));
        }
        assertThat(tally.leaks()).isEmpty();
    }
}
