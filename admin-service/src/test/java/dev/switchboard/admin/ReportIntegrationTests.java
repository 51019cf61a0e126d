package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A history that a seed decides, told in any order and partly twice, against a recount that knows nothing of cells.
@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportIntegrationTests {
    private static final String MAY = "from=2026-05-01&to=2026-05-31";
    private static final int SLICE = 40;
    private static final JsonMapper JSON = new JsonMapper();

    private final Random random = new Random(20260501);
    private final UUID account = Ids.next();
    private final Caller.Agent admin = Callers.adminOf(account);
    private final List<UUID> agents = List.of(Ids.next(), Ids.next());
    private final List<UUID> inboxes = List.of(Ids.next(), Ids.next());
    private final List<Talk> talks = new ArrayList<>();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @BeforeAll
    void aHistoryIsTold() {
        List<Fact> told = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Talk talk = Talk.random(random, account, inboxes, agents);
            talks.add(talk);
            told.addAll(talk.facts());
        }
        told.addAll(told.subList(0, told.size() / 3));
        Collections.shuffle(told, random);
        for (int i = 0; i < told.size(); i += SLICE) {
            facts.publish(told.subList(i, Math.min(told.size(), i + SLICE)).toArray(Fact[]::new));
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(summary("")).isEqualTo(recount(talks)));
    }

    private record Counted(
            long conversations, long aiResolved, long handovers, double response, double resolution, double rating) {}

    private static Counted recount(List<Talk> talks) {
        return new Counted(
                talks.size(),
                talks.stream().filter(Talk::aiResolved).count(),
                talks.stream().filter(Talk::handedOver).count(),
                Talk.average(talks, Talk::responseMillis),
                Talk.average(talks, Talk::resolutionMillis),
                Talk.averageRating(talks));
    }

    private Counted summary(String filter) {
        return counted(get("/summary?" + MAY + filter).path("data"));
    }

    private static Counted counted(JsonNode group) {
        return new Counted(
                group.path("conversations").path("count").asLong(),
                group.path("ai_resolved").path("count").asLong(),
                group.path("handovers").path("count").asLong(),
                group.path("first_response").path("average").asDouble(),
                group.path("resolution").path("average").asDouble(),
                group.path("satisfaction").path("average").asDouble());
    }

    @Test
    void everyFigureIsWhatARecountSaysAlsoAfterItWasRebuilt() {
        assertAllEqualTheRecount();
        database.sql("UPDATE report_cell SET n = n + 1, total = total * 2 WHERE account_id = $1")
                .bind(0, account)
                .then()
                .block();
        assertThat(summary("").conversations()).isNotEqualTo(talks.size());
        client.as(Callers.agentOf(account))
                .post()
                .uri("/api/reports/rebuild")
                .exchange()
                .expectStatus()
                .isForbidden();
        client.as(admin)
                .post()
                .uri("/api/reports/rebuild")
                .exchange()
                .expectStatus()
                .isOk();
        assertAllEqualTheRecount();
    }

    private void assertAllEqualTheRecount() {
        assertThat(summary("")).isEqualTo(recount(talks));
        for (UUID agent : agents) {
            assertThat(summary("&agent_id=" + agent)).isEqualTo(recount(where(talk -> agent.equals(talk.agent()))));
        }
        for (UUID inbox : inboxes) {
            assertThat(summary("&inbox_id=" + inbox))
                    .isEqualTo(recount(where(talk -> talk.inbox().equals(inbox))));
        }
        JsonNode channels = get("/groups?by=channel&" + MAY).path("data");
        assertThat(channels.size()).isEqualTo(2);
        channels.forEach(channel -> assertThat(counted(channel))
                .isEqualTo(recount(where(talk -> talk.channel()
                        .name()
                        .equalsIgnoreCase(channel.path("key").asString())))));
        JsonNode days = get("/groups?by=day&time_zone=Asia/Kathmandu&" + MAY).path("data");
        days.forEach(day -> assertThat(counted(day))
                .isEqualTo(recount(where(talk ->
                        talk.day("Asia/Kathmandu").equals(day.path("key").asString())))));
        get("/heat_map?time_zone=America/New_York&" + MAY)
                .path("data")
                .forEach(hour -> assertThat(hour.path("conversations").asLong())
                        .isEqualTo(where(talk -> talk.hour("America/New_York")
                                        .equals(hour.path("weekday").asString() + " "
                                                + hour.path("hour").asString()))
                                .size()));
        get("/summary?" + MAY)
                .path("data")
                .path("handover_reasons")
                .forEach(reason -> assertThat(reason.path("count").asLong())
                        .isEqualTo(
                                where(talk -> reason.path("reason").asString().equals(talk.countedReason()))
                                        .size()));
        JsonNode median = get("/summary?" + MAY).path("data").path("first_response");
        assertThat(median.path("p50").asDouble())
                .isBetween(
                        0.95 * Talk.percentile(talks, Talk::responseMillis, 0.5),
                        1.06 * Talk.percentile(talks, Talk::responseMillis, 0.5));
    }

    private List<Talk> where(Predicate<Talk> condition) {
        return talks.stream().filter(condition).toList();
    }

    @Test
    void everyFigureOpensItsConversations() {
        JsonNode data = get("/summary?" + MAY).path("data");
        assertThat(listed(data.path("handovers").path("conversations").asString()))
                .isEqualTo(ids(where(Talk::handedOver)));
        assertThat(listed(data.path("ai_resolved").path("conversations").asString()))
                .isEqualTo(ids(where(Talk::aiResolved)));
        JsonNode fives = data.path("satisfaction").path("scores").get(4);
        assertThat(listed(fives.path("conversations").asString()))
                .isEqualTo(ids(where(talk -> talk.rating() != null && talk.rating() == 5)));
        JsonNode agent = get("/groups?by=agent&" + MAY).path("data").get(1);
        assertThat(listed(agent.path("conversations").path("conversations").asString()))
                .isEqualTo(ids(where(talk -> agent.path("key").asString().equals(String.valueOf(talk.agent())))));

        String csv = body(call("/conversations/export?" + MAY));
        assertThat(csv.lines()).hasSize(talks.size() + 1);
        assertThat(body(call("/groups/export?by=inbox&" + MAY)).lines()).hasSize(inboxes.size() + 1);
    }

    @Test
    void theDashboardSaysTheSame() {
        client.as(admin)
                .get()
                .uri("/api/admin/analytics/dashboard?startDate=2026-05-01&endDate=2026-05-31")
                .exchange()
                .expectBody()
                .jsonPath("$.overview.totalConversations")
                .isEqualTo(talks.size())
                .jsonPath("$.overview.avgSatisfactionScore")
                .isEqualTo(Talk.averageRating(talks));
    }

    @Test
    void aWrongQueryIsNamedAndOthersSeeNothing() {
        for (String wrong : List.of(
                "/summary?from=May",
                "/summary?from=2026-05-02&to=2026-05-01",
                "/summary?time_zone=Mars",
                "/summary?agent_id=7",
                "/groups?by=mood",
                "/conversations?measure=luck",
                "/conversations?limit=101")) {
            call(wrong).expectStatus().isBadRequest();
        }
        client.as(Callers.agentOf(account))
                .get()
                .uri("/api/reports/summary")
                .exchange()
                .expectStatus()
                .isForbidden();
        BodyContentSpec other = client.as(Callers.adminOf(Ids.next()))
                .get()
                .uri("/api/reports/summary?" + MAY)
                .exchange()
                .expectBody();
        other.jsonPath("$.data.conversations.count").isEqualTo(0);
    }

    /// All pages of a list.
    private TreeSet<String> listed(String link) {
        TreeSet<String> ids = new TreeSet<>();
        String after = "";
        do {
            JsonNode page = JSON.readTree(
                    body(client.as(admin).get().uri(link + "&limit=7" + after).exchange()));
            page.path("data").forEach(one -> ids.add(one.path("conversation_id").asString()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asString();
        } while (!after.isEmpty());
        return ids;
    }

    private static TreeSet<String> ids(List<Talk> talks) {
        TreeSet<String> ids = new TreeSet<>();
        talks.forEach(talk -> ids.add(talk.id().toString()));
        return ids;
    }

    private JsonNode get(String rest) {
        return JSON.readTree(body(call(rest)));
    }

    private ResponseSpec call(String rest) {
        return client.as(admin).get().uri("/api/reports" + rest).exchange();
    }

    private static String body(ResponseSpec response) {
        String body = response.expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return body == null ? "" : body;
    }
}
