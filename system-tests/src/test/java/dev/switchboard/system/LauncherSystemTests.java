package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Outcome;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.SuiteStatus;
import dev.switchboard.suite.Topics;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the launcher promises to an operator.
class LauncherSystemTests {

    @ExtendWith(SharedSuite.class)
    @Test
    void statusTellsEveryPartInTheDocumentedShape(RunningSuite running) {
        Outcome outcome = running.installation().run("status", "--json");
        JsonNode status = JsonMapper.shared().readTree(outcome.output());

        assertThat(outcome.exit()).isZero();
        assertThat(status.propertyNames()).containsExactly("ready", "services", "startupSeconds");
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("startupSeconds").asDouble()).isPositive();
        assertThat(status.path("services"))
                .allSatisfy(row ->
                        assertThat(row.propertyNames()).containsExactly("name", "status", "pid", "port", "rssBytes"))
                .extracting(row -> row.path("name").asString())
                .contains(
                        "kafka",
                        "postgres",
                        "gateway",
                        "conversation-service",
                        "channel-service",
                        "ai-service",
                        "memory-service",
                        "admin-service");
        SuiteStatus typed = running.status();
        assertThat(typed.row("kafka").pid()).isEqualTo(typed.row("gateway").pid());
        assertThat(typed.services()).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo("up");
            assertThat(row.port()).isPositive();
            assertThat(row.rssBytes()).isPositive();
        });
    }

    @ExtendWith(SharedSuite.class)
    @Test
    void aBusyPortIsToldInOneSentence(RunningSuite running) {
        Installation taken = running.installation();
        Installation other = new Installation(Installation.fresh().home(), taken.portOffset(), taken.gatewayPort());
        Outcome outcome = other.run("up");
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output().strip().lines()).singleElement().asString().contains("Port ", "in use");
    }

    @ExtendWith(SharedSuite.class)
    @Test
    void aSecondStartOfARunningInstallationIsToldInOneSentence(RunningSuite running) {
        Outcome outcome = running.installation().run("up");
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output().strip().lines()).hasSize(1);
        assertThat(running.status().ready()).isTrue();
    }

    @Test
    void messagesSurviveARestart() {
        Installation installation = Installation.fresh();
        try (RunningSuite _ = installation.up();
                Visitor visitor = Visitor.connect(installation, "pk_demo_globex", "u", "s")) {
            visitor.say("m-1", "before the restart");
            Frame _ = visitor.await("ack");
        }
        assertThat(installation.status().ready()).isFalse();
        try (RunningSuite _ = installation.up();
                Visitor visitor = Visitor.resume(installation, "pk_demo_globex", "u", "s", 0)) {
            assertThat(visitor.await("message").text()).isEqualTo("before the restart");
            visitor.say("m-1", "before the restart");
            assertThat(visitor.await("ack").seq()).isEqualTo(1);
        }
    }

    @Test
    void withoutADemoNobodyCanComeIn() {
        Installation installation = Installation.fresh();
        try (RunningSuite _ = installation.up("--no-demo")) {
            Http.Answer logIn = Http.ANONYMOUS.post(
                    installation.http("/api/session"),
                    "{\"user\":{\"email\":\"jane@acme.test\",\"password\":\"switchboard-demo\"}}");
            assertThat(logIn.status()).isEqualTo(401);
            assertThat(new Topics(installation).read("account.updated")).isEmpty();
        }
    }

    @Test
    void aDamagedDatabaseFolderIsToldInOneSentence() throws IOException {
        Installation installation = Installation.fresh();
        Files.createDirectories(installation.home().resolve("postgres"));
        Files.writeString(installation.home().resolve("postgres/PG_VERSION"), "not a version");
        Outcome outcome = installation.run("up");
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output().strip().lines().filter(line -> line.contains("reset")))
                .singleElement()
                .asString()
                .contains(installation.home().toString());
    }
}
