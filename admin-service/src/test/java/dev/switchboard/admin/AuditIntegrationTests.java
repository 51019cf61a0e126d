package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.AuditRecorded.Actor;
import dev.switchboard.common.contract.AuditRecorded.Change;
import dev.switchboard.common.contract.AuditRecorded.Kind;
import dev.switchboard.common.contract.AuditRecorded.Thing;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Origin;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestPropertySource(properties = {"switchboard.audit.keep=3650d", "switchboard.audit.sweep=100ms"})
class AuditIntegrationTests {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final String ENTRIES = "/api/audit_entries";

    private final UUID account = Ids.next();
    private final UUID jane = Ids.next();
    private final Caller.Agent admin = Callers.adminOf(account);

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Test
    void whatWasDoneIsFoundByWhoWhatAndWhen() {
        AuditRecorded disabled = entry("user.disabled", "user", "u-1", AT);
        facts.publish(disabled, disabled, entry("user.role_changed", "user", "u-2", AT.plusSeconds(60)));
        facts.publish(entry("macro_removed", "macro", "m-1", AT.plusSeconds(120)));
        facts.publish(entry(Ids.next(), "user.disabled", "user", "u-1", AT));
        awaitEntries(3);

        search("?limit=2")
                .jsonPath("$.data[0].action")
                .isEqualTo("macro_removed")
                .jsonPath("$.data[1].changes[0].before")
                .isEqualTo("agent")
                .jsonPath("$.data[1].actor.name")
                .isEqualTo("Jane Smith")
                .jsonPath("$.data[1].address")
                .isEqualTo("192.0.2.1")
                .jsonPath("$.next")
                .isEqualTo("2");
        search("?after=2")
                .jsonPath("$.data.length()")
                .isEqualTo(1)
                .jsonPath("$.next")
                .isEmpty();
        search("?action=user.*").jsonPath("$.data.length()").isEqualTo(2);
        search("?action=user_*").jsonPath("$.data.length()").isEqualTo(0);
        search("?thing_type=user&thing_id=u-1").jsonPath("$.data.length()").isEqualTo(1);
        search("?actor=" + jane).jsonPath("$.data.length()").isEqualTo(3);
        search("?from=2026-11-20T10:01:00Z&to=2026-11-20T10:02:00Z")
                .jsonPath("$.data.length()")
                .isEqualTo(1)
                .jsonPath("$.data[0].action")
                .isEqualTo("user.role_changed");
        get(admin, "?from=yesterday").expectStatus().isBadRequest();
        get(admin, "?limit=0").expectStatus().isBadRequest();
        get(Callers.agentOf(account), "").expectStatus().isForbidden();
        get(Callers.agentOf(account), "/verify").expectStatus().isForbidden();
        get(Callers.agentOf(account), "/export").expectStatus().isForbidden();
    }

    @Test
    void aChangeARemovalAndAShorterLogAreNoticed() {
        facts.publish(IntStream.range(0, 5)
                .mapToObj(n -> entry("user.disabled", "user", "u-" + n, AT.plusSeconds(n)))
                .toArray(AuditRecorded[]::new));
        awaitEntries(5);
        verified("")
                .jsonPath("$.data.intact")
                .isEqualTo(true)
                .jsonPath("$.data.entries")
                .isEqualTo(5);
        String hash = database.sql("SELECT hash FROM audit_entry WHERE account_id = $1 AND number = 5")
                .bind(0, account)
                .mapValue(String.class)
                .one()
                .block();
        verified("?number=5&hash=" + hash).jsonPath("$.data.intact").isEqualTo(true);
        verified("?number=5&hash=" + "0".repeat(64))
                .jsonPath("$.data.broken_at")
                .isEqualTo(5);

        for (String change : List.of(
                "UPDATE audit_entry SET hash = 'x'",
                "DELETE FROM audit_entry WHERE number = 3",
                "TRUNCATE audit_entry",
                "UPDATE audit_chain SET number = number - 1",
                "DELETE FROM audit_chain")) {
            assertThatThrownBy(() -> sql(change)).as(change).hasMessageContaining("audit log");
        }

        // who owns the tables can take the triggers off; what is changed then does not fit any more
        unguarded("UPDATE audit_entry SET entry = replace(entry, 'Jane Smith', 'Omar') WHERE number = 3");
        verified("")
                .jsonPath("$.data.intact")
                .isEqualTo(false)
                .jsonPath("$.data.broken_at")
                .isEqualTo(3);
        unguarded("UPDATE audit_entry SET entry = replace(entry, 'Omar', 'Jane Smith') WHERE number = 3");
        verified("").jsonPath("$.data.intact").isEqualTo(true);
        unguarded("DELETE FROM audit_entry WHERE number = 5");
        verified("").jsonPath("$.data.broken_at").isEqualTo(5);
        unguarded("""
                UPDATE audit_chain c SET number = 4, hash = (SELECT hash FROM audit_entry e
                    WHERE e.account_id = c.account_id AND number = 4)
                """);
        verified("").jsonPath("$.data.broken").isEqualTo("the head's seal does not hold");
    }

    @Test
    void oldEntriesGoAndTheRestStaysVerifiable() {
        facts.publish(
                entry("user.disabled", "user", "old", Instant.parse("2001-01-01T00:00:00Z")),
                entry("user.disabled", "user", "new", Instant.now()));
        await().untilAsserted(() -> {
            search("?thing_id=new").jsonPath("$.data.length()").isEqualTo(1);
            search("?thing_id=old").jsonPath("$.data.length()").isEqualTo(0);
            search("?action=audit_log.trimmed&limit=1")
                    .jsonPath("$.data[0].changes[0].field")
                    .isEqualTo("number");
        });
        verified("")
                .jsonPath("$.data.intact")
                .isEqualTo(true)
                .jsonPath("$.data.first")
                .value(Integer.class, first -> assertThat(first).isGreaterThan(1));
    }

    @Test
    void anExportHoldsFormulasBackAndIsAnEntryItself() {
        facts.publish(entry("user.disabled", "user", "=cmd|' /C calc'!A0", AT));
        awaitEntries(1);
        String csv = client.as(admin)
                .get()
                .uri(ENTRIES + "/export")
                .header(Origin.ADDRESS_HEADER, "198.51.100.7")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/csv;charset=UTF-8")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(csv).startsWith("number,occurred_at,").contains(",'=cmd|' /C calc'!A0,");
        String lines = get(admin, "/export?format=jsonl")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(lines).contains("\"number\":1,\"hash\":").contains("\\\"action\\\":\\\"user.disabled\\\"");
        get(admin, "/export?format=xml").expectStatus().isBadRequest();

        await().untilAsserted(() -> search("?action=audit_log.exported")
                .jsonPath("$.data.length()")
                .isEqualTo(2)
                .jsonPath("$.data[1].address")
                .isEqualTo("198.51.100.7")
                .jsonPath("$.data[1].actor.name")
                .isEqualTo("Ada Admin"));
    }

    @Test
    void aKeyFromAnAddressThatIsKnownIsNoNews() {
        facts.publish(
                entry(AuditRecorded.KEY_USED, "api_key", "k-1", AT),
                entry(AuditRecorded.KEY_USED, "api_key", "k-1", AT.plusSeconds(1)),
                entry(AuditRecorded.KEY_USED, "api_key", "k-2", AT.plusSeconds(2)));
        awaitEntries(2);
        verified("").jsonPath("$.data.entries").isEqualTo(2);
    }

    @Test
    void whatPeopleDoToPeopleKeysAndLoginsIsInTheLog() {
        Provisioning acme = Provisioning.of("audited.test").stored(client);
        login(acme, "not the password").expectStatus().isUnauthorized();
        login(acme, Provisioning.PASSWORD).expectStatus().isOk();
        Caller.Agent ada = Callers.agent(acme.account(), acme.admin(), "Ada Lovelace", "admin");
        client.as(ada)
                .post()
                .uri("/api/api_keys")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"api_key\": {\"kind\": \"secret\", \"name\": \"Backend\", \"scopes\": [\"*\"]}}")
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        await().untilAsserted(() -> {
            byAda(ada, "session.refused")
                    .jsonPath("$.data[0].thing.id")
                    .isEqualTo(acme.agent().toString())
                    .jsonPath("$.data[0].actor.kind")
                    .isEqualTo("nobody")
                    .jsonPath("$.data[0].address")
                    .isEqualTo("192.0.2.77");
            byAda(ada, "session.opened").jsonPath("$.data[0].actor.name").isEqualTo("Jane Smith");
            byAda(ada, "api_key.created")
                    .jsonPath("$.data[0].thing.name")
                    .isEqualTo("Backend")
                    .jsonPath("$.data[0].actor.name")
                    .isEqualTo("Ada Lovelace");
            byAda(ada, "account.provisioned").jsonPath("$.data[0].actor.kind").isEqualTo("operator");
        });
    }

    private ResponseSpec login(Provisioning acme, String password) {
        return client.as(new Caller.Anonymous())
                .post()
                .uri("/api/session")
                .header(Origin.ADDRESS_HEADER, "192.0.2.77")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"user\": {\"email\": \"" + acme.agentEmail() + "\", \"password\": \"" + password + "\"}}")
                .exchange();
    }

    private BodyContentSpec byAda(Caller.Agent ada, String action) {
        return get(ada, "?action=" + action).expectStatus().isOk().expectBody();
    }

    private AuditRecorded entry(String action, String type, String id, Instant at) {
        return entry(account, action, type, id, at);
    }

    private AuditRecorded entry(UUID of, String action, String type, String id, Instant at) {
        return new AuditRecorded(
                Ids.next(),
                of,
                at,
                new Actor(Kind.USER, jane, "Jane Smith"),
                action,
                new Thing(type, id, null),
                "192.0.2.1",
                "test",
                "0af7651916cd43dd8448eb211c80319c",
                List.of(new Change("role", "agent", "admin")));
    }

    private void awaitEntries(int count) {
        await().untilAsserted(
                        () -> search("?limit=200").jsonPath("$.data.length()").isEqualTo(count));
    }

    private BodyContentSpec search(String query) {
        return get(admin, query).expectStatus().isOk().expectBody();
    }

    private BodyContentSpec verified(String query) {
        return get(admin, "/verify" + query).expectStatus().isOk().expectBody();
    }

    private ResponseSpec get(Caller caller, String rest) {
        return client.as(caller).get().uri(ENTRIES + rest).exchange();
    }

    private void unguarded(String statement) {
        sql("ALTER TABLE audit_entry DISABLE TRIGGER USER");
        sql("ALTER TABLE audit_chain DISABLE TRIGGER USER");
        sql(
                statement.contains("WHERE number")
                        ? statement + " AND account_id = '" + account + "'"
                        : statement + " WHERE account_id = '" + account + "'");
        sql("ALTER TABLE audit_entry ENABLE TRIGGER USER");
        sql("ALTER TABLE audit_chain ENABLE TRIGGER USER");
    }

    private void sql(String statement) {
        database.sql(statement).then().block();
    }
}
