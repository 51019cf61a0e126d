package dev.switchboard.conversation.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

@SharedIntegrationTest(ConversationServiceApplication.class)
class VoiceStreamTests {
    private static final String WORDS = "How do I return an item?";

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    CallerClient client;

    Tenant acme;
    Address ada;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        ada = acme.visitor("ada");
    }

    @Test
    void aTranscriptStandsByItsMessageAndIsToldWithTheEpochOfTheQuestion() {
        facts.publish(spoken("a-1", recording()), acme.said(ada, "m-2", "Hello?"));
        MessageCreated voice = created("a-1");
        assertThat(voice.spoken()).isTrue();
        facts.publish(heard(voice, WORDS));

        MessageUpdated.Transcribed told = transcribed(voice);

        assertThat(told.text()).isEqualTo(WORDS);
        assertThat(told.version()).isGreaterThan(created("m-2").version());
        assertThat(told.question())
                .isEqualTo(new MessageUpdated.Transcribed.Question(
                        1, Owner.BOT, voice.leaseEpoch(), ada, voice.customerId()));
        client.as(acme.jane())
                .get()
                .uri("/api/messages?conversation_id={id}", voice.conversationId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data[?(@.seq == 1)].transcript")
                .isEqualTo(WORDS);
        assertThat(missed(voice.conversationId()))
                .extracting(MessageCreated::transcript)
                .containsExactly(WORDS, null);
    }

    @Test
    void theSameRecordingAgainIsARepeatAndAnotherOneUnderItsIdIsRefused() {
        UUID recording = recording();
        facts.publish(spoken("a-1", recording), spoken("a-1", recording), spoken("a-1", recording()));

        MessageCreated voice = created("a-1");
        assertThat(facts.await(MessageUpdated.Repeated.class, r -> r.address().equals(ada))
                        .messageId())
                .isEqualTo(voice.messageId());
        assertThat(facts.await(MessageUpdated.Refused.class, r -> r.address().equals(ada))
                        .code())
                .isEqualTo("message-id-reused");
    }

    @Test
    void aTranscriptOfNoRecordedMessageChangesNothing() {
        facts.publish(spoken("a-1", recording()));
        MessageCreated voice = created("a-1");
        facts.publish(heard(voice, "a-none", WORDS), heard(voice, WORDS));

        transcribed(voice);

        assertThat(facts.told(MessageUpdated.Transcribed.class))
                .filteredOn(told -> told.conversationId().equals(voice.conversationId()))
                .hasSize(1);
    }

    @Test
    void theBotOwesAnAnswerToAnOldRecordingOnceItIsUnderstood() {
        facts.publish(spoken("a-1", recording()), acme.said(ada, "m-2", "Hello?"));
        MessageCreated voice = created("a-1");
        MessageCreated question = created("m-2");
        facts.publish(Tenant.answerTo(question, "Hello!"));
        facts.await(MessageCreated.class, m -> question.messageId().equals(m.inReplyTo()));
        assertThat(owed(voice)).isEqualTo("nothing");

        facts.publish(heard(voice, WORDS));

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(owed(voice)).isEqualTo(voice.messageId().toString()));
    }

    private static UUID recording() {
        return Ids.next();
    }

    private MessageReceived.Said spoken(String key, UUID recording) {
        Attachment file = new Attachment(recording, "voice.mp3", "audio/mpeg", 2048, null);
        return new MessageReceived.Said(
                Ids.next(), acme.account, ada, Instant.now(), key, Profile.NOTHING, "", List.of(file), null, Map.of());
    }

    private MessageReceived.Transcribed heard(MessageCreated voice, String text) {
        return heard(voice, "a-1", text);
    }

    private MessageReceived.Transcribed heard(MessageCreated voice, String key, String text) {
        return new MessageReceived.Transcribed(
                Ids.next(), acme.account, ada, Instant.now(), key, text, voice.owner(), voice.leaseEpoch());
    }

    private MessageCreated created(String key) {
        return facts.await(
                MessageCreated.class,
                m -> key.equals(m.deduplicationKey()) && m.address().equals(ada));
    }

    private MessageUpdated.Transcribed transcribed(MessageCreated voice) {
        return facts.await(MessageUpdated.Transcribed.class, t -> t.messageId().equals(voice.messageId()));
    }

    private String owed(MessageCreated voice) {
        return database.sql("SELECT coalesce(question_id::text, 'nothing') FROM conversation WHERE id = $1")
                .bind(0, voice.conversationId())
                .mapValue(String.class)
                .one()
                .block();
    }

    private record Page(List<MessageCreated> messages) {}

    private List<MessageCreated> missed(UUID conversation) {
        byte[] body = client.as(Callers.operator())
                .post()
                .uri("/internal/feeds")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"wanted\":[{\"accountId\":\"" + acme.account + "\",\"conversationId\":\"" + conversation
                        + "\"}],\"limit\":25}")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return WireJson.read(body, Page[].class)[0].messages();
    }
}
