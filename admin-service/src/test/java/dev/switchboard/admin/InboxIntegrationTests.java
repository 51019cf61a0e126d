package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

@SharedIntegrationTest(AdminServiceApplication.class)
class InboxIntegrationTests {
    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    SecretBox box;

    @Autowired
    DatabaseClient database;

    private Provisioning acme;
    private Caller admin;

    private record Answer(int status, JsonNode json) {
        JsonNode data() {
            return json.path("data");
        }
    }

    @BeforeEach
    void provision() {
        acme = Provisioning.of(Ids.next() + ".test").stored(client);
        admin = Callers.adminOf(acme.account());
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

    private AccountUpdated.Inbox told(String id, Predicate<AccountUpdated.Inbox> condition) {
        return facts.await(
                AccountUpdated.Inbox.class, inbox -> inbox.inboxId().toString().equals(id) && condition.test(inbox));
    }

    private String mine() {
        return acme.inbox().toString();
    }

    @Test
    void anInboxIsMadeChangedAndArchived() {
        Answer made = call(
                admin,
                HttpMethod.POST,
                "/api/inboxes",
                "{\"inbox\": {\"name\": \" Shop \", \"responder\": \"ai\", \"allowed_origins\": [\"HTTPS://Shop.test:443\"]}}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.data().path("id").asString();
        assertThat(told(id, _ -> true).allowedOrigins()).containsExactly("https://shop.test");
        assertThat(made.data().path("name").asString()).isEqualTo("Shop");
        Answer changed =
                call(admin, HttpMethod.PUT, "/api/inboxes/" + id, "{\"inbox\": {\"widget_token_required\": true}}");
        assertThat(changed.data().path("responder").asString()).isEqualTo("ai");
        assertThat(told(id, AccountUpdated.Inbox::widgetTokenRequired).name()).isEqualTo("Shop");
        assertThat(call(admin, HttpMethod.POST, "/api/inboxes/" + id + "/archive", null)
                        .status())
                .isEqualTo(200);
        assertThat(told(id, inbox -> !inbox.open()).name()).isEqualTo("Shop");
        assertThat(call(admin, HttpMethod.GET, "/api/inboxes", null).data()).hasSize(1);
        assertThat(call(admin, HttpMethod.GET, "/api/inboxes?archived=true", null)
                        .data())
                .hasSize(2);
        // provisioning the account again opens nothing
        acme.put(client, acme.json().replace(mine(), id)).expectStatus().isNoContent();
        assertThat(call(admin, HttpMethod.GET, "/api/inboxes/" + id, null)
                        .data()
                        .path("archived_at")
                        .isNull())
                .isFalse();
    }

    @Test
    void theWidgetIsSetPartByPartAndToldWithTheRest() {
        assertThat(put("\"title\": \"Acme\", \"color\": \"#FF0000\", \"languages\": [\"en\", \"pt-BR\"]")
                        .status())
                .isEqualTo(200);
        Answer second = put("""
                "subtitle": "", "pre_chat_fields": [{"name": "order", "label": "Order", "type": "choice",
                  "required": true, "options": ["A", "B"]}]""");
        assertThat(second.data().path("title").asString()).isEqualTo("Acme");
        assertThat(second.data().path("greeting").asString()).isEqualTo("");
        assertThat(second.data().path("icon_variant").asString()).isEqualTo("outlined");
        AccountUpdated.Inbox fact =
                told(mine(), inbox -> inbox.widget() != null && inbox.widget().preChatFields() != null);
        assertThat(fact.widget().title()).isEqualTo("Acme");
        assertThat(fact.widget().subtitle()).isEmpty();
        assertThat(fact.widget().iconVariant()).isNull();
        assertThat(fact.allowedOrigins()).containsExactly("https://shop.test");
        assertThat(WidgetSettings.DEFAULT.with(fact.widget()).agentAvailableText())
                .isNotBlank();
    }

    private Answer put(String fields) {
        return call(admin, HttpMethod.PUT, "/api/widget_settings", "{\"widget_settings\": {" + fields + "}}");
    }

    @Test
    void whatAStrangersBrowserShouldNotShowIsRefused() {
        for (String fields : List.of(
                "\"color\": \"red; background: url(https://evil.test)\"",
                "\"custom_icon_url\": \"javascript:alert(1)\"",
                "\"iframe_url_override\": \"http://evil.test\"",
                "\"base_url\": \"https://user@evil.test\"",
                "\"icon_variant\": \"round\"",
                "\"languages\": [\"<script>\"]",
                "\"title\": \"" + "x".repeat(101) + "\"",
                "\"pre_chat_fields\": [{\"name\": \"a b\", \"label\": \"A\", \"type\": \"text\", \"required\": false}]",
                "\"pre_chat_fields\": [{\"name\": \"a\", \"label\": \"A\", \"type\": \"choice\", \"required\": false}]",
                "\"pre_chat_fields\": [null]")) {
            Answer refused = put(fields);
            assertThat(refused.status()).as(fields).isEqualTo(400);
            assertThat(refused.json().path("fields").toString())
                    .as(fields)
                    .contains(fields.substring(0, fields.indexOf(':')));
        }
        for (String origins : List.of("\"*\"", "\"https://shop.test/path\"", "null", "\"https://shop.test?x\"")) {
            assertThat(call(
                                    admin,
                                    HttpMethod.PUT,
                                    "/api/inboxes/" + mine(),
                                    "{\"inbox\": {\"allowed_origins\": [" + origins + "]}}")
                            .status())
                    .as(origins)
                    .isEqualTo(400);
        }
        assertThat(told(mine(), _ -> true).allowedOrigins()).containsExactly("https://shop.test");
    }

    @Test
    void aNewSecretIsShownOnceAndKeptSealed() {
        Answer identity = call(admin, HttpMethod.POST, "/api/inboxes/" + mine() + "/identity_secret", null);
        assertThat(identity.status()).isEqualTo(201);
        String secret = identity.data().path("secret").asString();
        AccountUpdated.Inbox fact = told(
                mine(),
                inbox -> secret.equals(box.open(
                        inbox.identitySecret(), AccountUpdated.Inbox.identityContext(acme.account(), acme.inbox()))));
        assertThat(fact.botSecret()).isNull();
        Answer bot = call(admin, HttpMethod.POST, "/api/inboxes/" + mine() + "/bot_secret", null);
        String sealed = told(mine(), inbox -> inbox.botSecret() != null).botSecret();
        assertThat(box.open(sealed, AccountUpdated.Inbox.botContext(acme.account(), acme.inbox())))
                .isEqualTo(bot.data().path("secret").asString());
        assertThat(call(admin, HttpMethod.GET, "/api/inboxes/" + mine(), null)
                        .json()
                        .toString())
                .contains("\"has_bot_secret\":true")
                .doesNotContain(secret);
        assertThat(database.sql("SELECT i::text FROM inbox_settings i UNION ALL SELECT payload FROM outbox")
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .noneMatch(row -> row.contains(secret));
    }

    @Test
    void inboxesAreChangedByTheirAdministratorsOnly() {
        Caller stranger = Callers.adminOf(Ids.next());
        String body = "{\"inbox\": {\"name\": \"Mine\"}}";
        for (Caller caller : List.of(Callers.agentOf(acme.account()), stranger)) {
            int status = caller == stranger ? 404 : 403;
            assertThat(call(caller, HttpMethod.PUT, "/api/inboxes/" + mine(), body)
                            .status())
                    .isEqualTo(status);
            assertThat(call(caller, HttpMethod.POST, "/api/inboxes/" + mine() + "/bot_secret", null)
                            .status())
                    .isEqualTo(status);
            assertThat(call(
                                    caller,
                                    HttpMethod.PUT,
                                    "/api/widget_settings?inbox_id=" + mine(),
                                    "{\"widget_settings\": {\"title\": \"Mine\"}}")
                            .status())
                    .isEqualTo(status);
        }
        assertThat(call(Callers.agentOf(acme.account()), HttpMethod.GET, "/api/inboxes", null)
                        .data())
                .hasSize(1);
    }
}
