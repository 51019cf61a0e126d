package dev.switchboard.ai.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.ai.ContextsFixture;
import dev.switchboard.ai.inbox.Inboxes;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import dev.switchboard.testing.VoiceRecording;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/// The platform's core API, with the test in the part of conversation-service.
@SwitchboardIntegrationTest(AiServiceApplication.class)
@TestPropertySource(
        properties = {
            "switchboard.calls.patience=5s",
            "switchboard.blob.folder=target/blobs",
            "switchboard.transcription.base-url=http://localhost:9/v1"
        })
class CoreApiIntegrationTests {
    private final UUID account = Ids.next();
    private final UUID inbox = Ids.next();
    private final UUID conversation = Ids.next();
    private final UUID question = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Inboxes inboxes;

    @Autowired
    Blobs blobs;

    @BeforeEach
    void inbox() {
        facts.publish(new AccountUpdated.Inbox(
                Ids.next(),
                account,
                Instant.now(),
                inbox,
                "Web",
                Channel.WEB,
                AccountUpdated.Responder.AI,
                false,
                List.of(),
                null));
        Awaitility.await().until(() -> inboxes.of(account, Channel.WEB).isPresent());
    }

    @Test
    void theBotsAnswerComesBackInTheSameCall() {
        conversationService(said -> {
            record(said, Owner.BOT);
            facts.publish(context(said, 0.8));
            ReplyProposed reply =
                    facts.await(ReplyProposed.class, r -> r.inReplyTo().equals(question));
            facts.publish(message(
                    said.address(), Author.bot(), MessageCreated.Kind.REPLY, reply.body(), Owner.BOT, question));
        });

        ask(Callers.serverOf(account), "How do I return order 12345?", "m-1", "s-1")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.response.text")
                .isEqualTo(ContextsFixture.RETURNS_TEXT)
                .jsonPath("$.response.type")
                .isEqualTo("text")
                .jsonPath("$.response.id")
                .isNotEmpty()
                .jsonPath("$.sessionId")
                .isEqualTo("s-1")
                .jsonPath("$.context.intent")
                .isEqualTo("order_returns")
                .jsonPath("$.context.entities[0]")
                .isEqualTo("12345")
                .jsonPath("$.context.confidence")
                .isEqualTo(0.8);
        MessageReceived.Said said =
                facts.await(MessageReceived.Said.class, s -> s.accountId().equals(account));
        assertThat(said.address()).isEqualTo(new Address(inbox, Channel.WEB, "user-1|s-1", "s-1"));
        assertThat(said.deduplicationKey()).isEqualTo("m-1");

        client.as(Callers.agentOf(account))
                .get()
                .uri("/api/core/sessions/s-1/context")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.userId")
                .isEqualTo("user-1")
                .jsonPath("$.channel")
                .isEqualTo("web")
                .jsonPath("$.context.conversation_history[0].role")
                .isEqualTo("user")
                .jsonPath("$.context.conversation_history[1].role")
                .isEqualTo("assistant")
                .jsonPath("$.context.entities.order_number")
                .isEqualTo("12345");
        client.as(Callers.agentOf(Ids.next()))
                .get()
                .uri("/api/core/sessions/s-1/context")
                .exchange()
                .expectStatus()
                .isNotFound();
        client.as(Callers.agentOf(account))
                .post()
                .uri("/api/core/sessions/s-1/reset")
                .exchange()
                .expectBody()
                .json("""
                        {"status":"success","message":"Session context has been reset","sessionId":"s-1"}""");
        client.as(Callers.agentOf(account))
                .get()
                .uri("/api/core/sessions/s-1/context")
                .exchange()
                .expectBody()
                .jsonPath("$.context.conversation_history")
                .isEmpty();
    }

    @Test
    void theSameMessageAgainGetsTheSameAnswer() {
        conversationService(said -> {
            record(said, Owner.BOT);
            facts.publish(context(said, 0.8));
            facts.await(ReplyProposed.class, r -> r.inReplyTo().equals(question));
            facts.publish(new MessageUpdated.Repeated(
                    Ids.next(), account, conversation, Instant.now(), said.address(), "m-2", question, 1));
        });

        ask(Callers.serverOf(account), "How do I return an item?", "m-2", "s-2")
                .expectBody()
                .jsonPath("$.response.text")
                .isEqualTo(ContextsFixture.RETURNS_TEXT)
                .jsonPath("$.context.confidence")
                .isEqualTo(0.8);
    }

    @Test
    void anotherTextUnderTheSameIdIsRefused() {
        conversationService(said -> facts.publish(new MessageUpdated.Refused(
                Ids.next(),
                account,
                conversation,
                Instant.now(),
                said.address(),
                "m-3",
                "message-id-reused",
                "m-3 was another message")));

        ask(Callers.serverOf(account), "Something else", "m-3", "s-3")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("message-id-reused");
    }

    @Test
    void aPersonsConversationIsAnsweredAtOnce() {
        conversationService(said -> record(said, Owner.AGENT));

        ask(Callers.serverOf(account), "Are you there, Jane?", "m-4", "s-4")
                .expectBody()
                .jsonPath("$.response.text")
                .value(String.class, text -> assertThat(text).contains("colleague"))
                .jsonPath("$.context.intent")
                .isEqualTo("handover")
                .jsonPath("$.context.confidence")
                .isEqualTo(0.0);
    }

    @Test
    void aHandOverEndsTheWait() {
        conversationService(said -> {
            record(said, Owner.BOT);
            facts.publish(message(
                    said.address(),
                    Author.system(),
                    MessageCreated.Kind.HANDOVER,
                    "Connecting you with a human agent...",
                    Owner.QUEUE,
                    null));
        });

        ask(Callers.serverOf(account), "My parcel bit my dog", "m-5", "s-5")
                .expectBody()
                .jsonPath("$.response.text")
                .isEqualTo("Connecting you with a human agent...");
    }

    @Test
    void pastTheLimitTheHoldingTextIsAnswered() {
        conversationService(said -> record(said, Owner.BOT));

        ask(Callers.serverOf(account), "How do I return an item?", "m-6", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.response.text")
                .value(String.class, text -> assertThat(text).contains("still looking"))
                .jsonPath("$.sessionId")
                .value(String.class, session -> assertThat(session).startsWith("session-"))
                .jsonPath("$.context.confidence")
                .isEqualTo(0.0);
    }

    @Test
    void aVoiceMessageIsAnsweredWithItsWords() {
        byte[] recording = VoiceRecording.mp3("How do I return it?");
        conversationService(said -> {
            record(said, Owner.BOT);
            facts.publish(context(said.holding("How do I return it?", said.attachments()), 0.8));
            ReplyProposed reply =
                    facts.await(ReplyProposed.class, r -> r.inReplyTo().equals(question));
            facts.publish(message(
                    said.address(), Author.bot(), MessageCreated.Kind.REPLY, reply.body(), Owner.BOT, question));
        });

        String audio = Base64.getEncoder().encodeToString(recording);
        say("{\"audio\":\"" + audio
                        + "\",\"format\":\"mp3\",\"userId\":\"user-1\",\"sessionId\":\"s-1\",\"id\":\"v-1\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.transcription")
                .isEqualTo("How do I return it?")
                .jsonPath("$.response.text")
                .isEqualTo(ContextsFixture.RETURNS_TEXT)
                .jsonPath("$.sessionId")
                .isEqualTo("s-1")
                .jsonPath("$.context.confidence")
                .isEqualTo(0.8);
        MessageReceived.Said said =
                facts.await(MessageReceived.Said.class, s -> s.accountId().equals(account));
        assertThat(said.address()).isEqualTo(new Address(inbox, Channel.WEB, "user-1|s-1", "s-1"));
        assertThat(said.deduplicationKey()).isEqualTo("v-1");
        assertThat(said.attachments()).singleElement().satisfies(file -> {
            assertThat(file.contentType()).isEqualTo("audio/mpeg");
            assertThat(blobs.read(account, file.id()).block()).isEqualTo(recording);
        });
    }

    @Test
    void wrongVoiceMessagesAreNamed() {
        wrongVoice("{\"audio\": \"SUQz\"}").jsonPath("$.fields.userId").isNotEmpty();
        wrongVoice("{\"audio\": \"not base64!\", \"userId\": \"u\"}")
                .jsonPath("$.fields.audio")
                .isNotEmpty();
        wrongVoice("{\"audio\": [1], \"userId\": \"u\"}")
                .jsonPath("$.fields.audio")
                .isNotEmpty();
        wrongVoice("[]").jsonPath("$.code").isEqualTo("invalid-request");
        wrongVoice("{\"audio\": \"bm90IGEgcmVjb3JkaW5nIGJ1dCB0ZXh0\", \"userId\": \"u\"}")
                .jsonPath("$.code")
                .isEqualTo("unsupported-media-type");
    }

    private WebTestClient.BodyContentSpec wrongVoice(String body) {
        return say(body).expectStatus().is4xxClientError().expectBody();
    }

    private WebTestClient.ResponseSpec say(String body) {
        return client.as(Callers.serverOf(account))
                .post()
                .uri("/api/core/messages/audio")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void wrongRequestsAreNamed() {
        ask(Callers.visitor(account, inbox, "v", "s"), "Hello", "m-7", "s-7")
                .expectStatus()
                .isForbidden();
        ask(new Caller.Anonymous(), "Hello", "m-7", "s-7").expectStatus().isUnauthorized();
        ask(Callers.serverOf(account), " ", "m-7", "s-7").expectStatus().isBadRequest();
        ask(Callers.serverOf(Ids.next()), "Hello", "m-7", "s-7")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.channel")
                .isNotEmpty();
    }

    @Test
    void healthNamesItsLogicalParts() {
        client.as(new Caller.Anonymous())
                .get()
                .uri("/api/core/health")
                .exchange()
                .expectBody()
                .json("""
                        {"status":"healthy","version":"1.0.0",
                         "dependencies":{"openai":"disabled","redis":"disabled","memory_engine":"healthy"}}""");
    }

    private WebTestClient.ResponseSpec ask(Caller caller, String text, String id, @Nullable String session) {
        String sessionId = session == null ? "" : ",\"sessionId\":\"" + session + "\"";
        return client.as(caller)
                .post()
                .uri("/api/core/messages")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("""
                        {"message":{"text":"%s","type":"text","id":"%s"},"channel":"web","userId":"user-1"%s,
                         "metadata":{"language":"en","timezone":"America/New_York"}}""".formatted(text, id, sessionId))
                .exchange();
    }

    private void conversationService(Consumer<MessageReceived.Said> part) {
        CompletableFuture<Void> _ = CompletableFuture.runAsync(() -> part.accept(
                facts.await(MessageReceived.Said.class, said -> said.accountId().equals(account))));
    }

    private void record(MessageReceived.Said said, Owner owner) {
        facts.publish(new MessageCreated(
                Ids.next(),
                account,
                conversation,
                Instant.now(),
                question,
                1,
                1,
                owner,
                1,
                said.address(),
                Ids.next(),
                Author.customer(Ids.next(), null),
                MessageCreated.Kind.REPLY,
                said.body(),
                List.of(),
                List.of(),
                said.deduplicationKey(),
                null,
                null,
                Map.of(),
                null,
                null));
    }

    private ContextAssembled context(MessageReceived.Said said, double relevance) {
        ContextAssembled context =
                ContextsFixture.question(account, conversation, said.address().thread(), said.body(), relevance);
        return new ContextAssembled(
                context.eventId(),
                account,
                conversation,
                context.occurredAt(),
                question,
                said.body(),
                1,
                said.address(),
                context.customerId(),
                List.of(),
                List.of(),
                context.passages());
    }

    private MessageCreated message(
            Address address,
            Author author,
            MessageCreated.Kind kind,
            String body,
            Owner owner,
            @Nullable UUID inReplyTo) {
        return new MessageCreated(
                Ids.next(),
                account,
                conversation,
                Instant.now(),
                Ids.next(),
                2,
                2,
                owner,
                1,
                address,
                Ids.next(),
                author,
                kind,
                body,
                List.of(),
                List.of(),
                null,
                inReplyTo,
                null,
                Map.of(),
                null,
                null);
    }
}
