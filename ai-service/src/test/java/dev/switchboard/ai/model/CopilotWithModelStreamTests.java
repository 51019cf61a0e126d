package dev.switchboard.ai.model;

import static dev.switchboard.ai.copilot.Desk.agent;
import static dev.switchboard.ai.copilot.Desk.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.ai.copilot.Desk;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ContextConfiguration;

/// The desk's help with a language model.
@SwitchboardIntegrationTest(AiServiceApplication.class)
@ContextConfiguration(initializers = ChatModel.Reachable.class)
class CopilotWithModelStreamTests {
    private static final List<Turn> DIALOGUE =
            List.of(customer("I am jane@acme.test. My lamp is broken."), agent("I send you another one."));

    private final UUID account = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    ChatModel model;

    @Autowired
    DatabaseClient database;

    private Desk desk;

    @BeforeEach
    void nothingAsked() {
        model.asked().clear();
        desk = new Desk(account, facts, client);
    }

    @Test
    void personalDataStaysAtHomeAndTheCostIsRecordedAndLimited() {
        model.write(_ -> "Dear [EMAIL_1], your lamp comes soon.");
        desk.post("rewrites", "{\"text\": \"hey jane@acme.test lamp comes soon\", \"style\": \"formal\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.text")
                .isEqualTo("Dear jane@acme.test, your lamp comes soon.")
                .jsonPath("$.data.model")
                .isEqualTo("gpt-4o-mini");
        assertThat(model.asked())
                .singleElement()
                .satisfies(sent -> assertThat(sent.body())
                        .contains("[EMAIL_1]", "formally")
                        .doesNotContain("jane@acme.test"));
        assertThat(spent()).isEqualTo(210);

        database.sql("UPDATE assistance SET cost_micros = 10000000 WHERE account_id = $1")
                .bind(0, account)
                .then()
                .block();
        desk.post("translations", "{\"text\": \"Hello\", \"language\": \"pt-BR\"}")
                .expectStatus()
                .isEqualTo(429);
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void aSummaryNamesNothingThatNobodySaidAndDoesWithoutAModelThatFails() {
        model.write(_ -> "- The lamp of [EMAIL_1] is broken.\n- It cost $500, see https://evil.example/x");
        desk.post("summaries", 0, DIALOGUE)
                .expectBody()
                .jsonPath("$.data.text")
                .isEqualTo("- The lamp of jane@acme.test is broken.")
                .jsonPath("$.data.model")
                .isEqualTo("gpt-4o-mini");

        model.fail(ChatModel.Fault.BROKEN, ChatModel.Fault.BROKEN);
        desk.post("summaries", 0, DIALOGUE)
                .expectBody()
                .jsonPath("$.data.model")
                .isEqualTo("retrieval-only");

        model.fail(ChatModel.Fault.BROKEN, ChatModel.Fault.BROKEN);
        desk.post("rewrites", "{\"text\": \"Hello\", \"style\": \"shorter\"}")
                .expectStatus()
                .isEqualTo(503);
    }

    @Test
    void aSuggestionIsWhatTheModelMayAnswer() {
        model.write(_ -> "Returns are free [1].");
        desk.post("suggestions", 0.8, List.of(customer("Are returns free?")))
                .expectBody()
                .jsonPath("$.data.text")
                .isEqualTo("Returns are free.")
                .jsonPath("$.data.model")
                .isEqualTo("gpt-4o-mini");
        assertThat(spent()).isEqualTo(210);
    }

    private long spent() {
        Long spent = database.sql("SELECT sum(cost_micros)::bigint FROM assistance WHERE account_id = $1")
                .bind(0, account)
                .mapValue(Long.class)
                .one()
                .block();
        return spent == null ? 0 : spent;
    }
}
