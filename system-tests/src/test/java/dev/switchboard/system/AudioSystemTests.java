package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.Visitor;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A customer speaks instead of writing: the words are a question like any other, and what nobody can understand goes
/// to a person.
@ExtendWith(SharedSuite.class)
class AudioSystemTests {
    private static final String ACME = "pk_demo_acme";
    private static final String QUESTION = "How do I return an item?";

    private final Installation suite;
    private final String user = "user-" + UUID.randomUUID();
    private final String session = "session-" + UUID.randomUUID();

    AudioSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @Test
    void aSpokenQuestionIsTranscribedAndAnsweredAndReadByTheDesk() {
        try (Visitor visitor = Visitor.connect(suite, ACME, user, session)) {
            visitor.speak("a-1", Recording.of(QUESTION, 100));
            Frame ack = visitor.await("ack");
            Frame transcription = visitor.await("transcription");
            Frame answer = visitor.awaitMessageFrom("ai");

            assertThat(ack.id()).isEqualTo("a-1");
            assertThat(ack.seq()).isEqualTo(1);
            assertThat(transcription.text()).isEqualTo(QUESTION);
            assertThat(transcription.messageId()).isEqualTo(ack.messageId());
            assertThat(answer.seq()).isEqualTo(2);
            assertThat(answer.text()).containsIgnoringCase("return");
            assertThat(answer.sources()).isNotEmpty();

            visitor.speak("a-1", Recording.of(QUESTION, 100));
            assertThat(visitor.await("ack").messageId()).isEqualTo(ack.messageId());
            visitor.speak("a-1", Recording.of("Something else", 100));
            assertThat(visitor.await("error").code()).isEqualTo("message_id_reused");
        }
        try (Visitor again = Visitor.resume(suite, ACME, user, session, 0)) {
            Frame own = again.awaitMessageFrom("customer");
            assertThat(own.text()).isEmpty();
            assertThat(own.transcript()).isEqualTo(QUESTION);
        }
        JsonNode message = Desk.logIn(suite, "jane@acme.test")
                .get("/api/messages?conversation_id=" + conversation())
                .json()
                .path("data")
                .path(0);
        assertThat(message.path("transcript").asString()).isEqualTo(QUESTION);
        assertThat(message.path("attachments").path(0).path("content_type").asString())
                .isEqualTo("audio/mpeg");
    }

    @Test
    void aLongRecordingIsTakenToo() {
        try (Visitor visitor = Visitor.connect(suite, ACME, user, session)) {
            visitor.speak("a-1", Recording.of(QUESTION, 20_000));
            visitor.say("m-2", "And where is my order?");

            assertThat(visitor.await("ack").id()).isEqualTo("a-1");
            assertThat(visitor.await("transcription").text()).isEqualTo(QUESTION);
        }
    }

    @Test
    void aRecordingThatNobodyUnderstandsGoesToAPerson() {
        try (Visitor visitor = Visitor.connect(suite, ACME, user, session)) {
            visitor.speak("a-1", Recording.of("", 100));

            assertThat(visitor.await("ack").seq()).isEqualTo(1);
            assertThat(visitor.await("handover_initiated").seq()).isEqualTo(2);
        }
        assertThat(new Database(suite).messagesOfSessions(session))
                .extracting(Database.Stored::author)
                .containsExactly("customer", "system");
    }

    private String conversation() {
        return new Database(suite).messagesOfSessions(session).getFirst().conversation();
    }
}
