package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

@SharedIntegrationTest(AdminServiceApplication.class)
class KeyIntegrationTests {
    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    private record Answer(int status, JsonNode json) {
        JsonNode data() {
            return json.path("data");
        }

        String id() {
            return data().path("id").asString();
        }
    }

    private Answer call(Caller caller, HttpMethod method, String path, String body) {
        var request = client.as(caller).method(method).uri(path).contentType(MediaType.APPLICATION_JSON);
        EntityExchangeResult<byte[]> result = (body == null ? request : request.bodyValue(body))
                .exchange()
                .expectBody()
                .returnResult();
        byte[] bytes = result.getResponseBody();
        return new Answer(
                result.getStatus().value(), WireJson.MAPPER.readTree(bytes == null ? "{}".getBytes() : bytes));
    }

    private Answer make(Caller caller, String fields) {
        return call(caller, HttpMethod.POST, "/api/api_keys", "{\"api_key\": {" + fields + "}}");
    }

    private Provisioning acme() {
        return Provisioning.of(Ids.next() + ".test").stored(client);
    }

    private static Caller.Agent admin(Provisioning of) {
        return Callers.agent(of.account(), of.admin(), "Ada Lovelace", "admin");
    }

    private static Caller.Agent agent(Provisioning of) {
        return Callers.agent(of.account(), of.agent(), "Jane Smith", "agent");
    }

    private AccountUpdated.ApiKey told(String id, Predicate<AccountUpdated.ApiKey> condition) {
        return facts.await(
                AccountUpdated.ApiKey.class, key -> key.keyId().toString().equals(id) && condition.test(key));
    }

    @Test
    void aKeyIsShownOnceAndKeptAsItsHash() throws Exception {
        Provisioning acme = acme();
        Answer made =
                make(admin(acme), "\"name\": \"Orders\", \"kind\": \"secret\", \"scopes\": [\"conversations:read\"]");
        assertThat(made.status()).isEqualTo(201);
        String text = made.data().path("key").asString();
        assertThat(text).startsWith("sk_").hasSize(46);
        assertThat(made.data().path("prefix").asString()).isEqualTo(text.substring(0, 7));
        AccountUpdated.ApiKey fact = told(made.id(), AccountUpdated.ApiKey::active);
        assertThat(fact.hash())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes())));
        assertThat(fact.scopes()).containsExactly("conversations:read");
        Answer shown = call(admin(acme), HttpMethod.GET, "/api/api_keys/" + made.id(), null);
        assertThat(shown.data().has("key")).isFalse();
        assertThat(shown.data().path("state").asString()).isEqualTo("active");
        assertThat(database.sql("SELECT k::text FROM api_key k WHERE account_id = $1")
                        .bind(0, acme.account())
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .noneMatch(row -> row.contains(text));
    }

    @Test
    void everybodyHasPersonalKeysAndSeesNobodyElses() {
        Provisioning acme = acme();
        Answer janes = make(agent(acme), "\"name\": \"Script\"");
        assertThat(janes.status()).isEqualTo(201);
        assertThat(janes.data().path("key").asString()).startsWith("pat_");
        assertThat(told(janes.id(), _ -> true).userId()).isEqualTo(acme.agent());
        Answer adas = make(admin(acme), "\"name\": \"Mine\", \"scopes\": [\"reports:read\"]");
        assertThat(make(agent(acme), "\"name\": \"x\", \"kind\": \"secret\", \"scopes\": [\"*\"]")
                        .status())
                .isEqualTo(403);
        assertThat(call(agent(acme), HttpMethod.GET, "/api/api_keys/" + adas.id(), null)
                        .status())
                .isEqualTo(404);
        assertThat(call(agent(acme), HttpMethod.DELETE, "/api/api_keys/" + adas.id(), null)
                        .status())
                .isEqualTo(404);
        assertThat(call(agent(acme), HttpMethod.GET, "/api/api_keys", null).data())
                .hasSize(1);
        assertThat(call(admin(acme), HttpMethod.GET, "/api/api_keys", null).data())
                .hasSize(4);
        // an administrator ends another's key and cannot get its successor
        assertThat(call(admin(acme), HttpMethod.POST, "/api/api_keys/" + janes.id() + "/rotate", null)
                        .status())
                .isEqualTo(403);
        assertThat(call(admin(acme), HttpMethod.DELETE, "/api/api_keys/" + janes.id(), null)
                        .status())
                .isEqualTo(204);
        assertThat(told(janes.id(), key -> !key.active())).isNotNull();
        Caller stranger = Callers.adminOf(acme().account());
        assertThat(call(stranger, HttpMethod.GET, "/api/api_keys/" + adas.id(), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRotatedKeyIsGoodForTheOverlapAndThenRevoked() {
        Provisioning acme = acme();
        Answer old = make(
                admin(acme), "\"name\": \"Shop\", \"kind\": \"publishable\", \"inbox_id\": \"" + acme.inbox() + "\"");
        Answer next =
                call(admin(acme), HttpMethod.POST, "/api/api_keys/" + old.id() + "/rotate", "{\"overlap_seconds\": 1}");
        assertThat(next.status()).isEqualTo(201);
        assertThat(next.data().path("key").asString())
                .startsWith("pk_")
                .isNotEqualTo(old.data().path("key").asString());
        assertThat(next.data().path("inbox_id").asString())
                .isEqualTo(acme.inbox().toString());
        AccountUpdated.ApiKey ending = told(old.id(), key -> key.expiresAt() != null && key.active());
        assertThat(told(next.id(), AccountUpdated.ApiKey::active).occurredAt()).isBefore(ending.expiresAt());
        assertThat(told(old.id(), key -> !key.active()).occurredAt()).isAfterOrEqualTo(ending.expiresAt());
        assertThat(call(admin(acme), HttpMethod.GET, "/api/api_keys/" + old.id(), null)
                        .data()
                        .path("replaced_by")
                        .asString())
                .isEqualTo(next.id());
        assertThat(call(admin(acme), HttpMethod.POST, "/api/api_keys/" + old.id() + "/rotate", null)
                        .status())
                .isEqualTo(409);
        assertThat(told(next.id(), _ -> true).active()).isTrue();
    }

    @Test
    void whatMakesNoKeyIsRefusedByField() {
        Provisioning acme = acme();
        Map.of(
                        "scopes", "\"name\": \"a\", \"kind\": \"secret\"",
                        "name", "\"name\": \" \"",
                        "expires_at", "\"name\": \"a\", \"expires_at\": \"2020-01-01T00:00:00Z\"",
                        "inbox_id", "\"name\": \"a\", \"kind\": \"publishable\", \"inbox_id\": \"" + Ids.next() + "\"",
                        "kind", "\"name\": \"a\", \"kind\": \"master\"")
                .forEach((field, body) -> {
                    Answer refused = make(admin(acme), body);
                    assertThat(refused.status()).as(field).isEqualTo(400);
                    assertThat(refused.json().toString()).contains("\"" + field + "\":");
                });
        assertThat(make(admin(acme), "\"name\": \"a\", \"scopes\": [\"all\"]")
                        .json()
                        .toString())
                .contains("conversations:read");
        assertThat(call(admin(acme), HttpMethod.GET, "/api/api_keys", null).data())
                .hasSize(2);
    }

    @Test
    void theLastUseIsTheLatestThatAnyGatewayTells() {
        Provisioning acme = acme();
        Instant late = Instant.parse("2026-11-20T10:00:05Z");
        for (Instant at : List.of(late, late.minusSeconds(60))) {
            assertThat(call(
                                    Callers.operator(),
                                    HttpMethod.POST,
                                    "/internal/key-uses",
                                    "{\"uses\": [{\"keyId\": \"" + acme.key() + "\", \"usedAt\": \"" + at
                                            + "\"}, {\"keyId\": \"" + UUID.randomUUID() + "\", \"usedAt\": \"" + at
                                            + "\"}]}")
                            .status())
                    .isEqualTo(204);
        }
        assertThat(call(admin(acme), HttpMethod.GET, "/api/api_keys/" + acme.key(), null)
                        .data()
                        .path("last_used_at")
                        .asString())
                .isEqualTo("2026-11-20T10:00:05Z");
        assertThat(call(admin(acme), HttpMethod.POST, "/internal/key-uses", "{\"uses\": []}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRevokedKeyStaysRevokedWhenItsAccountIsProvisionedAgain() {
        Provisioning acme = acme();
        call(admin(acme), HttpMethod.DELETE, "/api/api_keys/" + acme.key(), null);
        told(acme.key().toString(), key -> !key.active());
        acme.stored(client);
        Awaitility.await()
                .until(() -> facts.told(AccountUpdated.ApiKey.class).stream()
                                .filter(key -> key.keyId().equals(acme.key()))
                                .count()
                        == 3);
        assertThat(facts.told(AccountUpdated.ApiKey.class).stream()
                        .filter(key -> key.keyId().equals(acme.key()))
                        .reduce((_, last) -> last)
                        .orElseThrow()
                        .active())
                .isFalse();
    }
}
