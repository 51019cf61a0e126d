package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.Topics;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A customer in the widget: asks, is answered from the knowledge base, asks for a person, and gets one.
@ExtendWith(SharedSuite.class)
class WidgetFlowSystemTests {
    private static final String ACME = "pk_demo_acme";
    private static final String GLOBEX = "pk_demo_globex";
    private static final String QUESTION = "How do I return an item?";

    private final Installation suite;
    private final String user = "user-" + UUID.randomUUID();
    private final String session = "session-" + UUID.randomUUID();

    WidgetFlowSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @Test
    void aQuestionIsAnsweredFromTheKnowledgeBaseAndAPersonTakesOver() {
        try (Visitor visitor = Visitor.connect(suite, ACME, user, session)) {
            visitor.say("m-1", QUESTION);
            Frame ack = visitor.await("ack");
            Frame _ = visitor.await("typing_start");
            Frame _ = visitor.await("typing_stop");
            Frame answer = visitor.awaitMessageFrom("ai");

            assertThat(ack.id()).isEqualTo("m-1");
            assertThat(ack.seq()).isEqualTo(1);
            assertThat(answer.seq()).isEqualTo(2);
            assertThat(answer.text()).containsIgnoringCase("return");
            assertThat(answer.sources()).isNotEmpty();
            assertThat(answer.sources()).extracting(Frame.Source::title).anyMatch(title -> title.contains("eturn"));

            visitor.say("m-1", QUESTION);
            Frame again = visitor.await("ack");
            assertThat(again.messageId()).isEqualTo(ack.messageId());
            assertThat(again.seq()).isEqualTo(ack.seq());

            visitor.askForAPerson();
            Frame _ = visitor.await("handover_initiated");
            Desk jane = Desk.logIn(suite, "jane@acme.test");
            String conversation = conversation();
            assertThat(jane.conversations())
                    .extracting(each -> each.path("id").asString())
                    .contains(conversation);
            Http.Answer sent = jane.answer(conversation, "Hello, this is Jane.");
            assertThat(sent.status()).as(sent.text()).isBetween(200, 201);
            Frame fromJane = visitor.awaitMessageFrom("agent");
            assertThat(fromJane.text()).isEqualTo("Hello, this is Jane.");
            assertThat(fromJane.agentName()).isEqualTo("Jane Smith");

            visitor.say("m-2", "How long does shipping take?");
            Frame _ = visitor.await("ack");
            assertThat(visitor.listen(Duration.ofSeconds(5)))
                    .noneMatch(frame -> frame.isMessageFrom("ai") || frame.is("typing_start"));
        }
        assertThat(stored())
                .extracting(Database.Stored::author)
                .containsExactly("customer", "bot", "system", "agent", "customer");
    }

    @Test
    void aQuestionWithoutAnAnswerIsHandedOverWithAReason() {
        try (Visitor visitor = Visitor.connect(suite, ACME, user, session)) {
            visitor.say("m-1", "My parcel bit my dog, who pays?");
            Frame _ = visitor.await("handover_initiated");
            assertThat(visitor.listen(Duration.ofSeconds(3))).noneMatch(frame -> frame.isMessageFrom("ai"));
        }
        assertThat(stored()).extracting(Database.Stored::author).containsExactly("customer", "system");
        assertThat(new Topics(suite).read("handover.requested"))
                .filteredOn(fact -> fact.text("conversationId").equals(conversation()))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.text("reason")).isIn("no_evidence", "low_confidence");
                    assertThat(fact.text("detail")).isNotBlank();
                });
    }

    @Test
    void aReturningSocketGetsWhatItMissedBeforeAnythingLive() {
        try (Visitor first = Visitor.connect(suite, GLOBEX, user, session)) {
            for (int i = 1; i <= 5; i++) {
                first.say("m-" + i, "line " + i);
                Frame _ = first.await("ack");
            }
        }
        try (Visitor back = Visitor.resume(suite, GLOBEX, user, session, 2)) {
            back.say("m-6", "line 6");
            assertThat(back.await("the last line", frame -> frame.is("message") && frame.place() == 5)
                            .text())
                    .isEqualTo("line 5");
        }
        try (Visitor again = Visitor.resume(suite, GLOBEX, user, session, 2)) {
            List<Long> places = again.listen(Duration.ofSeconds(2)).stream()
                    .filter(frame -> frame.is("message"))
                    .map(Frame::place)
                    .toList();
            assertThat(places).containsExactly(3L, 4L, 5L, 6L);
        }
    }

    @Test
    void anotherTenantSeesNothingOfTheSameUserAndSession() {
        try (Visitor acme = Visitor.connect(suite, ACME, user, session);
                Visitor globex = Visitor.connect(suite, GLOBEX, user, session)) {
            acme.say("m-1", QUESTION);
            Frame _ = acme.awaitMessageFrom("ai");
            assertThat(globex.listen(Duration.ofSeconds(2))).isEmpty();
            globex.say("m-1", "the same id in another account");
            assertThat(globex.await("ack").seq()).isEqualTo(1);
        }
        String acmes = stored().stream()
                .filter(message -> message.body().equals(QUESTION))
                .findFirst()
                .orElseThrow()
                .conversation();
        assertThat(stored())
                .extracting(Database.Stored::conversation)
                .contains(acmes)
                .hasSize(3);
        assertThat(Desk.logIn(suite, "admin@acme.test").conversation(acmes).status())
                .isEqualTo(200);
        assertThat(Desk.logIn(suite, "admin@globex.test").conversation(acmes).status())
                .isEqualTo(404);
    }

    private List<Database.Stored> stored() {
        return new Database(suite).messagesOfSessions(session);
    }

    private String conversation() {
        return stored().getFirst().conversation();
    }
}
