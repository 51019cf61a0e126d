package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.SurveyAnswered;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.DeadLetter;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@SharedIntegrationTest(AdminServiceApplication.class)
class DeadLetterIntegrationTests {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final UUID account = Ids.next();
    private final UUID customer = Ids.next();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    MeterRegistry meters;

    @Autowired
    DefaultKafkaProducerFactory<byte[], byte[]> producers;

    @Test
    void aFactThatCouldNotBeTakenIsReplayedOnceItsCauseIsGoneAndHasItsEffectOnce() {
        // an effect that adds up: taken twice it would show
        run("CREATE TABLE taken (event_id uuid)");
        run("""
                CREATE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.service = 'cause-of-%1$s' AND NOT EXISTS (SELECT 1 FROM taken WHERE event_id = '%1$s')
                    THEN RAISE 'not today' USING ERRCODE = 'check_violation'; END IF;
                INSERT INTO taken VALUES (NEW.event_id); RETURN NEW; END $$
                """.formatted(account));
        run("CREATE TRIGGER take BEFORE INSERT ON erasure_part FOR EACH ROW EXECUTE FUNCTION take()");
        try {
            ErasureCompleted fact =
                    new ErasureCompleted(Ids.next(), account, customer, NOW, "cause-of-" + account, Map.of("turns", 2));
            facts.publish(fact);
            JsonNode letter = dead(1).getFirst();
            await().untilAsserted(() -> assertThat(
                            meters.get("switchboard.dlt.undecided").gauge().value())
                    .isPositive());
            assertThat(letter.path("type").asString()).isEqualTo("erasure.completed.v1");
            assertThat(letter.path("group").asString()).isEqualTo("admin-service");
            assertThat(letter.path("cause").asString()).contains("not today");
            String id = letter.path("id").asString();
            JsonNode whole = json(ask(Callers.adminOf(account), HttpMethod.GET, "/" + id));
            assertThat(whole.path("data").path("value").asString()).isEqualTo(WireJson.write(fact));

            ask(Callers.adminOf(account), HttpMethod.POST, "/" + id + "/replay")
                    .expectStatus()
                    .isOk();
            // its cause is still there: it comes back as another letter
            String second = dead(1).getFirst().path("id").asString();
            assertThat(second).isNotEqualTo(id);

            run("INSERT INTO taken VALUES ('" + account + "')");
            for (int i = 0; i < 2; i++) {
                json(ask(Callers.adminOf(account), HttpMethod.POST, "/" + second + "/replay"));
            }
            await().untilAsserted(() -> assertThat(taken(fact)).isEqualTo(1));
            // what a fault between sending and noting would do: the same fact reaches its consumer again
            KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(producers);
            DeadLetter again = new DeadLetter(
                    ErasureCompleted.TOPIC,
                    "admin-service",
                    0,
                    NOW,
                    null,
                    null,
                    "",
                    null,
                    WireJson.write(fact).getBytes(StandardCharsets.UTF_8),
                    null);
            ErasureCompleted later =
                    new ErasureCompleted(Ids.next(), account, customer, NOW, "admin-service", Map.of("turns", 2));
            template.send(again.replay()).join();
            template.send(new DeadLetter(
                                    ErasureCompleted.TOPIC,
                                    "admin-service",
                                    0,
                                    NOW,
                                    null,
                                    null,
                                    "",
                                    null,
                                    WireJson.write(later).getBytes(StandardCharsets.UTF_8),
                                    null)
                            .replay())
                    .join();
            await().untilAsserted(() -> assertThat(taken(later)).isEqualTo(1));
            assertThat(taken(fact)).isEqualTo(1);
            facts.await(
                    AuditRecorded.class,
                    act -> act.action().equals("dead_letter.replayed")
                            && second.equals(act.thing().id()));
            ask(Callers.adminOf(account), HttpMethod.DELETE, "/" + second)
                    .expectStatus()
                    .isEqualTo(409);
        } finally {
            run("DROP TRIGGER take ON erasure_part");
        }
    }

    @Test
    void oneIsSeenByItsOwnAccountsAdministratorsAndDiscardedForGood() {
        String poison = "{\"accountId\": \"%s\", \"eventId\": 7}".formatted(account);
        facts.publishRaw(SurveyAnswered.TOPIC, "k", poison.getBytes(StandardCharsets.UTF_8));
        String id = dead(1).getFirst().path("id").asString();
        ask(Callers.agentOf(account), HttpMethod.GET, "").expectStatus().isForbidden();
        ask(Callers.adminOf(Ids.next()), HttpMethod.GET, "/" + id)
                .expectStatus()
                .isNotFound();
        ask(Callers.adminOf(Ids.next()), HttpMethod.POST, "/" + id + "/replay")
                .expectStatus()
                .isNotFound();
        ask(Callers.adminOf(account), HttpMethod.GET, "?state=lost")
                .expectStatus()
                .isEqualTo(400);
        ask(Callers.adminOf(account), HttpMethod.GET, "/no-id").expectStatus().isNotFound();
        ask(Callers.serverOf(account), HttpMethod.DELETE, "/" + id)
                .expectStatus()
                .isOk();
        assertThat(dead(0)).isEmpty();
        ask(Callers.serverOf(account), HttpMethod.POST, "/" + id + "/replay")
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void whatTellsOfNoAccountIsTheOperatorsAndAnErasureRemovesTheCustomersLetters() {
        String unreadable = "no fact " + account;
        facts.publishRaw(SurveyAnswered.TOPIC, "k", unreadable.getBytes(StandardCharsets.UTF_8));
        await().untilAsserted(() -> assertThat(json(client.as(Callers.operator())
                                .get()
                                .uri("/internal/dead-letters?state=dead&limit=100")
                                .exchange())
                        .path("data")
                        .valueStream()
                        .map(letter -> letter.path("id").asString())
                        .map(id -> json(client.as(Callers.operator())
                                .get()
                                .uri("/internal/dead-letters/" + id)
                                .exchange()))
                        .map(letter -> letter.path("data").path("value").asString()))
                .contains(unreadable));
        String poison = "{\"accountId\": \"%s\", \"customerId\": \"%s\", \"eventId\": 7}".formatted(account, customer);
        facts.publishRaw(SurveyAnswered.TOPIC, "k", poison.getBytes(StandardCharsets.UTF_8));
        dead(1);
        facts.publish(new CustomerUpdated.Erased(Ids.next(), account, customer, NOW, List.of(), List.of()));
        await().untilAsserted(() -> assertThat(dead(0)).isEmpty());
    }

    private List<JsonNode> dead(int count) {
        return await().until(
                        () -> json(ask(Callers.adminOf(account), HttpMethod.GET, "?state=dead"))
                                .path("data")
                                .valueStream()
                                .toList(),
                        letters -> letters.size() == count);
    }

    private ResponseSpec ask(Caller caller, HttpMethod method, String path) {
        return client.as(caller).method(method).uri("/api/dead_letters" + path).exchange();
    }

    private static JsonNode json(ResponseSpec answer) {
        return WireJson.MAPPER.readTree(
                answer.expectStatus().isOk().expectBody().returnResult().getResponseBodyContent());
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }

    private Long taken(ErasureCompleted fact) {
        return database.sql("SELECT count(*) FROM taken WHERE event_id = $1")
                .bind(0, fact.eventId())
                .mapValue(Long.class)
                .one()
                .block();
    }
}
