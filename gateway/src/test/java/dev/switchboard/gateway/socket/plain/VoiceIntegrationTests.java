package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.VoiceRecording;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import tools.jackson.databind.JsonNode;

@GatewayTest
@TestPropertySource(
        properties = {
            "switchboard.socket.uploads.memory=16MB",
            "switchboard.socket.uploads.patience=4s",
            "switchboard.socket.plain.recordings=3",
            "switchboard.socket.plain.largest-audio=9MB"
        })
class VoiceIntegrationTests {
    @TempDir
    static Path folder;

    @Autowired
    Facts facts;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    Blobs blobs;

    @Autowired
    MeterRegistry meters;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    final String session = "s-" + Ids.next();
    final Tenant.Talk talk = acme.talk("ann", session);

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry properties) {
        properties.add("switchboard.blob.folder", () -> folder.toString());
    }

    @BeforeEach
    void tell() {
        facts.publish(acme.facts());
        Awaitility.await().until(() -> feed.live() && accounts.inbox(acme.account(), acme.inbox()) != null);
        Awaitility.await().ignoreExceptions().until(() -> {
            try (PlainClient probe = PlainClient.connect(port, "token=" + acme.publishable())) {
                return probe.next().path("type").asString().equals("connection_established");
            }
        });
    }

    /// Whatever a test did, no memory stays taken.
    @AfterEach
    void noUploadIsLeftBehind() {
        Awaitility.await().untilAsserted(() -> assertThat(held()).isZero());
    }

    @Test
    void aVoiceMessageIsKeptSaidAndAcknowledgedAndItsTranscriptTold() {
        byte[] recording = VoiceRecording.mp3("Where is my order?");
        try (PlainClient ann = ann()) {
            ann.send(audio("a-1", recording, ",\"format\":\"mp3\",\"timestamp\":\"2023-07-19T14:05:00.000Z\""));

            MessageReceived.Said said = said("a-1");
            assertThat(said.body()).isEmpty();
            assertThat(said.sentAt()).isEqualTo(Instant.parse("2023-07-19T14:05:00Z"));
            Attachment file = said.attachments().getFirst();
            assertThat(file.contentType()).isEqualTo("audio/mpeg");
            assertThat(file.name()).isEqualTo("voice-message.mp3");
            assertThat(file.bytes()).isEqualTo(recording.length);
            assertThat(blobs.read(acme.account(), file.id()).block()).isEqualTo(recording);

            MessageCreated recorded = talk.customerSaid(1, "a-1", "");
            facts.publish(recorded);
            JsonNode ack = ann.next("ack");
            assertThat(ack.path("id").asString()).isEqualTo("a-1");
            assertThat(ack.path("seq").asLong()).isEqualTo(1);
            facts.publish(transcribed(recorded, 2, "Where is my order?"));
            JsonNode transcription = ann.next("transcription");
            assertThat(transcription.path("text").asString()).isEqualTo("Where is my order?");
            assertThat(transcription.path("messageId").asString())
                    .isEqualTo(recorded.messageId().toString());
        }
    }

    @Test
    void whatIsSentAfterARecordingIsSaidAfterIt() {
        byte[] recording = VoiceRecording.mp3("First", 6_000_000);
        try (PlainClient ann = ann()) {
            ann.send(audio("a-1", recording, ""));
            ann.say("m-2", "second").say("m-3", "third");
            ann.send(audio("a-4", VoiceRecording.wav("Fourth"), ""));
            ann.say("m-5", "fifth");

            said("m-5");
            assertThat(facts.told(MessageReceived.class))
                    .filteredOn(fact -> fact.address().equals(talk.address()))
                    .extracting(fact -> ((MessageReceived.Said) fact).deduplicationKey())
                    .containsExactly("a-1", "m-2", "m-3", "a-4", "m-5");
            assertThat(said("a-1").attachments().getFirst().bytes()).isEqualTo(recording.length);
        }
    }

    @Test
    void theSameRecordingAgainIsTheSameFileAndAnothersIsNot() {
        byte[] recording = VoiceRecording.mp3("Hello");
        try (PlainClient ann = ann();
                PlainClient bob = connect("bob", session)) {
            ann.send(audio("a-1", recording, "")).send(audio("a-2", recording, ""));
            bob.send(audio("a-3", recording, ""));
            UUID first = said("a-1").attachments().getFirst().id();
            assertThat(said("a-2").attachments().getFirst().id()).isEqualTo(first);
            MessageReceived.Said bobs = facts.await(
                    MessageReceived.Said.class,
                    s -> s.accountId().equals(acme.account())
                            && s.deduplicationKey().equals("a-3"));
            assertThat(bobs.attachments().getFirst().id()).isNotEqualTo(first);
        }
    }

    /// As browsers send it; the other tests' client sends fragments.
    @Test
    void aRecordingMayComeInOneLargeFrame() {
        byte[] recording = VoiceRecording.mp3("Hello", 8_900_000);
        String frame = audio("a-1", recording, "");
        Mono<MessageReceived.Said> heard =
                Mono.fromCallable(() -> said("a-1")).subscribeOn(Schedulers.boundedElastic());
        MessageReceived.Said said = HttpClient.create()
                .websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(1 << 20)
                        .build())
                .uri("ws://localhost:" + port + "/ws?token=" + acme.publishable() + "&userId=ann&sessionId=" + session)
                .handle((in, out) -> out.sendObject(Mono.just(new TextWebSocketFrame(frame)))
                        .then()
                        .thenMany(heard))
                .blockLast(Duration.ofSeconds(30));
        UUID file = said.attachments().getFirst().id();
        assertThat(blobs.read(acme.account(), file).block()).isEqualTo(recording);
    }

    @Test
    void whatIsNoRecordingIsRefusedByName() {
        try (PlainClient ann = ann()) {
            refused(ann.send(audio("a-1", new byte[100], "")), "a-1", "unsupported_media_type");
            refused(
                    ann.send("{\"type\":\"audio\",\"audio\":\"not base64!\",\"id\":\"a-2\"}"),
                    "a-2",
                    "invalid_request");
            refused(ann.send("{\"type\":\"audio\",\"id\":\"a-3\"}"), "a-3", "invalid_request");
            refused(ann.send(audio("a-4", new byte[9 * 1024 * 1024 + 1], "")), "a-4", "payload_too_large");
            refused(ann.send(audio("a-5", new byte[100_000], "")), "a-5", "unsupported_media_type");
            refused(
                    ann.send("{\"type\":\"text\",\"text\":\"" + "x".repeat(70_000) + "\",\"id\":\"m-6\"}"),
                    "m-6",
                    "invalid_request");
            ann.say("m-7", "still here");
            said("m-7");
        }
        assertThat(facts.told(MessageReceived.class))
                .filteredOn(fact -> fact.address().equals(talk.address()))
                .hasSize(1);
    }

    @Test
    void tooManyRecordingsAreRefusedOneByOne() {
        try (PlainClient ann = ann()) {
            for (int i = 1; i <= 3; i++) {
                ann.send(audio("a-" + i, VoiceRecording.mp3("Hello " + i), ""));
            }
            refused(ann.send(audio("a-4", VoiceRecording.mp3("Hello"), "")), "a-4", "rate_limit_exceeded");
            ann.say("m-5", "text goes on");
            said("m-5");
        }
    }

    @Test
    void uploadsThatFindNoMemoryAreRefusedAndTheRestGoesOn() {
        String half = "{\"type\":\"audio\",\"audio\":\"" + "A".repeat(7 * 1024 * 1024);
        try (PlainClient one = connect("one", session);
                PlainClient two = connect("two", session);
                PlainClient ann = ann()) {
            one.socket().sendText(half, false).join();
            two.socket().sendText(half, false).join();
            Awaitility.await().until(() -> held() > 13 * 1024 * 1024);

            ann.send(audio("a-1", VoiceRecording.mp3("Hello", 5_000_000), ""));
            assertThat(ann.next("error").path("code").asString()).isEqualTo("rate_limit_exceeded");
            ann.send(audio("a-2", VoiceRecording.mp3("Short"), ""));
            said("a-2");

            // neither of the two goes on, so they lose their places
            assertThat(one.closeCode()).isEqualTo(1008);
            assertThat(two.closeCode()).isEqualTo(1008);
            Awaitility.await().until(() -> held() == 0);
            ann.send(audio("a-3", VoiceRecording.mp3("Hello", 5_000_000), ""));
            said("a-3");
        }
    }

    @Test
    void aSocketThatIsCutInTheMiddleOfARecordingGivesItsMemoryBack() {
        PlainClient ann = ann();
        ann.socket()
                .sendText("{\"type\":\"audio\",\"audio\":\"" + "A".repeat(2 * 1024 * 1024), false)
                .join();
        Awaitility.await().until(() -> held() > 0);
        ann.close();
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> held() == 0);
    }

    private double held() {
        return meters.get("switchboard.socket.upload").gauge().value();
    }

    private PlainClient ann() {
        return connect("ann", session);
    }

    private PlainClient connect(String user, String inSession) {
        PlainClient client = PlainClient.connect(
                port, "token=" + acme.publishable() + "&userId=" + user + "&sessionId=" + inSession);
        client.next("connection_established");
        return client;
    }

    private static String audio(String id, byte[] recording, String more) {
        return "{\"type\":\"audio\",\"audio\":\"" + Base64.getEncoder().encodeToString(recording) + "\",\"id\":\"" + id
                + "\"" + more + "}";
    }

    private static void refused(PlainClient client, String id, String code) {
        JsonNode error = client.next("error");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("id").asString()).isEqualTo(id);
    }

    private MessageReceived.Said said(String key) {
        return facts.await(
                MessageReceived.Said.class,
                s -> s.address().equals(talk.address()) && s.deduplicationKey().equals(key));
    }

    private MessageUpdated.Transcribed transcribed(MessageCreated voice, long version, String text) {
        return new MessageUpdated.Transcribed(
                Ids.next(),
                acme.account(),
                talk.id(),
                Instant.now(),
                version,
                voice.messageId(),
                text,
                new MessageUpdated.Transcribed.Question(1, Owner.BOT, 0, talk.address(), talk.customer()));
    }
}
