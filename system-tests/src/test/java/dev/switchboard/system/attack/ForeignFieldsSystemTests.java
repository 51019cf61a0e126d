package dev.switchboard.system.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.DescribedOperation;
import dev.switchboard.system.UnlimitedSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// S3: every body that an operation of the OpenAPI document takes, with fields in it that are the server's to set. None
/// of their values may be stored, whatever becomes of the request, and nobody's role may change.
@ExtendWith(UnlimitedSuite.class)
class ForeignFieldsSystemTests {
    private static final String GLOBEX = "0199d3a0-0000-7000-8000-000000000002";
    private static final String ID = "0199d3a0-beef-7000-8000-00000000beef";
    private static final String NUMBER = "987654321";
    private static final String TIME = "1999-01-02T03:04:05.000Z";
    private static final Pattern POISON = Pattern.compile(GLOBEX + "|" + ID + "|" + NUMBER + "|1999-01-0[123]");
    private static final String FIELDS = """
            {"account_id": "%1$s", "accountId": "%1$s", "tenant_id": "%1$s", "tenantId": "%1$s",
             "organization_id": "%1$s", "organizationId": "%1$s",
             "id": "%2$s", "user_id": "%2$s", "userId": "%2$s", "author_id": "%2$s", "created_by": "%2$s",
             "seq": %3$s, "version": %3$s, "number": %3$s, "lease_epoch": %3$s, "feed_pos": %3$s,
             "created_at": "%4$s", "createdAt": "%4$s", "inserted_at": "%4$s", "updated_at": "%4$s",
             "deleted_at": "%4$s", "last_used_at": "%4$s", "role": "owner", "is_admin": true, "verified": true}
            """.formatted(GLOBEX, ID, NUMBER, TIME);
    /// Whatever is in them is the caller's own.
    private static final Set<String> FREE =
            Set.of("metadata", "value", "settings", "attributes", "context", "additional_info", "custom_fields");

    private final Installation suite;
    private final Tally tally = new Tally("S3");

    ForeignFieldsSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @Test
    void whatIsTheServersToSetIsNotTakenFromABody() {
        try (TenantRows rows = new TenantRows(suite)) {
            Company company = Company.register(suite).settled(rows);
            Http agent = agentOf(company);
            List<String> roles = roles(rows, company);
            for (DescribedOperation operation : company.operations()) {
                if (operation.takesJson()) {
                    Attempt attempt = attempt(operation, company);
                    for (Http caller : List.of(company.owner(), agent, Http.ANONYMOUS)) {
                        tally.count(caller.send(attempt.to(suite)).status() >= 400);
                    }
                }
            }
            rows.rowsOf(company.account(), POISON).stream()
                    .filter(row -> !row.startsWith("admin.audit_entry"))
                    .forEach(row -> tally.leak("stored: " + row));
            rows.rowsOf(GLOBEX, Pattern.compile(company.account())).forEach(row -> tally.leak("moved: " + row));
            List<String> now = roles(rows, company);
            // whom the owner may make is an agent, as the example says; nobody rises
            boolean risen = now.stream().anyMatch(role -> !roles.contains(role) && !role.endsWith(" agent"));
            if (risen || !now.containsAll(roles)) {
                tally.leak("roles: " + roles + " became " + now);
            }
            assertThat(tally.leaks()).isEmpty();
        }
    }

    private static List<String> roles(TenantRows rows, Company company) {
        return rows.column(
                "SELECT id || ' ' || role FROM admin.app_user WHERE account_id = ?::uuid ORDER BY 1",
                company.account());
    }

    private Http agentOf(Company company) {
        String email = "agent-" + company.account() + "@example.com";
        Http.Answer made = company.send("POST", "/api/admin/users", """
                {"email": "%s", "password": "a good password", "firstName": "Jane", "lastName": "Smith", "role": "agent"}
                """.formatted(email));
        assertThat(made.status()).as(made.text()).isBetween(200, 201);
        Http.Answer login = Http.ANONYMOUS.post(
                suite.http("/api/session"),
                "{\"user\":{\"email\":\"%s\",\"password\":\"a good password\"}}".formatted(email));
        return new Http(login.json().path("token").asString());
    }

    private static Attempt attempt(DescribedOperation operation, Company company) {
        JsonNode body = company.body(operation);
        List<ObjectNode> objects = new ArrayList<>();
        collect("", body, objects);
        JsonNode fields = Company.json(FIELDS);
        for (ObjectNode object : objects) {
            fields.properties().stream()
                    .filter(field -> !object.has(field.getKey()))
                    .forEach(field -> object.set(field.getKey(), field.getValue()));
        }
        return new Attempt(operation.method(), company.path(operation), body.toString());
    }

    private static void collect(String name, JsonNode node, List<ObjectNode> objects) {
        if (FREE.contains(name)) {
            return;
        }
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            collect(field.getKey(), field.getValue(), objects);
        }
        if (node.isArray()) {
            node.values().forEach(element -> collect(name, element, objects));
        }
    }
}
