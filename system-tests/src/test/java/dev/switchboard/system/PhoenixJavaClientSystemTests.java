package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.phoenixframework.Channel;
import org.phoenixframework.Defaults;
import org.phoenixframework.Message;
import org.phoenixframework.Presence;
import org.phoenixframework.Push;
import org.phoenixframework.Socket;

/// The Java client of Phoenix, as Android apps have it, unchanged.
@ExtendWith(SharedSuite.class)
class PhoenixJavaClientSystemTests {
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final long PATIENCE = 20;

    private final Installation suite;
    private final PhoenixGuest guest;
    private final Desk desk;
    private final OkHttpClient http = new OkHttpClient();

    PhoenixJavaClientSystemTests(RunningSuite running) {
        this.suite = running.installation();
        this.desk = Desk.logIn(suite, "admin@globex.test");
        this.guest = PhoenixGuest.begin(suite);
    }

    @AfterEach
    void letGo() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private Socket socket(Map<String, Object> params) {
        return new Socket(
                "ws://127.0.0.1:" + suite.gatewayPort() + "/socket",
                params,
                Defaults.VSN,
                Defaults.INSTANCE.getEncode(),
                Defaults.INSTANCE.getDecode(),
                http);
    }

    private static Message outcome(Push push) throws Exception {
        CompletableFuture<Message> outcome = new CompletableFuture<>();
        push.receive((_, message) -> {
            outcome.complete(message);
            return Unit.INSTANCE;
        });
        return outcome.get(PATIENCE, TimeUnit.SECONDS);
    }

    private static Message joined(Socket socket, Channel channel) throws Exception {
        socket.connect();
        return outcome(channel.join(TIMEOUT_MILLIS));
    }

    private static BlockingQueue<Message> events(Channel channel, String event) {
        BlockingQueue<Message> events = new LinkedBlockingQueue<>();
        channel.on(event, message -> {
            events.add(message);
            return Unit.INSTANCE;
        });
        return events;
    }

    private static Message next(BlockingQueue<Message> events) throws InterruptedException {
        Message message = events.poll(PATIENCE, TimeUnit.SECONDS);
        assertThat(message).as("an event within " + PATIENCE + " s").isNotNull();
        return message;
    }

    @Test
    void aCustomerAndTheDeskTalk() throws Exception {
        Socket socket = socket(Map.of());
        try {
            Channel channel = socket.channel(guest.topic(), guest.params());
            BlockingQueue<Message> shouts = events(channel, "shout");
            assertThat(joined(socket, channel).getStatus()).isEqualTo("ok");
            Message said = outcome(channel.push("shout", Map.of("body", "Hello from Java"), TIMEOUT_MILLIS));
            assertThat(said.getStatus()).isEqualTo("ok");
            Message own = next(shouts);
            assertThat(own.getPayload()).containsEntry("body", "Hello from Java");
            assertThat(own.getPayload()).containsEntry("id", said.getPayload().get("id"));
            assertThat(desk.answer(guest.conversation(), "Hello, Java").status())
                    .isEqualTo(201);
            assertThat(next(shouts).getPayload()).containsEntry("body", "Hello, Java");
            Message unknown = outcome(channel.push("dance", Map.of(), TIMEOUT_MILLIS));
            assertThat(unknown.getStatus()).isEqualTo("error");
        } finally {
            socket.disconnect(1000, null, () -> Unit.INSTANCE);
        }
    }

    @Test
    void anAgentSeesItsCustomerComeAndType() throws Exception {
        Socket agent = socket(Map.of("token", String.valueOf(desk.http().token())));
        Socket customer = socket(Map.of());
        try {
            Channel inbox = agent.channel("notification:" + PhoenixGuest.ACCOUNT, Map.of());
            Presence presence = new Presence(inbox, Presence.Options.Companion.getDefaults());
            CompletableFuture<Boolean> came = new CompletableFuture<>();
            presence.onSync(() -> {
                if (presence.getState().containsKey("customer:" + guest.customer())) {
                    came.complete(true);
                }
                return Unit.INSTANCE;
            });
            BlockingQueue<Message> typing = events(inbox, "typing");
            assertThat(joined(agent, inbox).getStatus()).isEqualTo("ok");
            Channel own = customer.channel(guest.topic(), guest.params());
            assertThat(joined(customer, own).getStatus()).isEqualTo("ok");
            assertThat(came.get(PATIENCE, TimeUnit.SECONDS)).isTrue();
            own.push("typing", Map.of("typing", true), TIMEOUT_MILLIS);
            assertThat(next(typing).getPayload())
                    .containsEntry("typing", true)
                    .containsEntry("customer_id", guest.customer());
        } finally {
            customer.disconnect(1000, null, () -> Unit.INSTANCE);
            agent.disconnect(1000, null, () -> Unit.INSTANCE);
        }
    }

    @Test
    void aGuessIsRefusedAndABadTokenIsForbidden() throws Exception {
        Socket stranger = socket(Map.of());
        Socket bad = socket(Map.of("token", "nonsense"));
        try {
            Channel guess = stranger.channel("conversation:" + PhoenixGuest.ACCOUNT, guest.params());
            Message refused = joined(stranger, guess);
            assertThat(refused.getStatus()).isEqualTo("error");
            assertThat(refused.getPayload()).containsEntry("reason", "unauthorized");
            CompletableFuture<Integer> status = new CompletableFuture<>();
            bad.onError((_, response) -> {
                status.complete(response == null ? 0 : response.code());
                return Unit.INSTANCE;
            });
            bad.connect();
            assertThat(status.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(403);
        } finally {
            stranger.disconnect(1000, null, () -> Unit.INSTANCE);
            bad.disconnect(1000, null, () -> Unit.INSTANCE);
        }
    }
}
