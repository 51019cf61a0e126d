package dev.switchboard.system.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.system.DescribedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A company that registers as any other, and its owner, who may do everything in its account.
///
/// @param own the id of one of its things of each kind, by table
record Company(Installation suite, Http owner, String email, String account, Map<String, String> own) {
    static final String UNKNOWN = "0199d3a0-dead-7000-8000-00000000dead";

    private static final JsonMapper JSON = JsonMapper.shared();
    /// They end the login, name no JSON of a service, or are asked by a provider.
    private static final Set<String> LEFT_OUT =
            Set.of("/ws", "/socket/websocket", "/socket.io/", "/api/docs", "/api/redoc", "/api/swagger", "/api/ready");

    /// They make nothing, or take long over it: passwords, names of hosts, answers of an AI.
    private static final Pattern MAKES_NOTHING = Pattern.compile(
            "/api/(?:session|registration|reset_password|sign_on|core|me/|webhooks|webchat|chat/|stripe|gmail|github"
                    + "|hubspot|slack|twilio|channels|widget_sessions|inbound_events|user_invitations/accept|admin/users"
                    + "|intercom|event_subscriptions/verify|memory/knowledge).*");

    private static final Map<String, String> OTHER_WORDS = Map.of("ticket", "conversation", "inbox", "inbox_settings");

    static Company register(Installation suite) {
        String name = "intruder-" + UUID.randomUUID();
        Http.Answer answer = Http.ANONYMOUS.post(suite.http("/api/registration"), """
                {"user": {"company_name": "%1$s", "email": "owner@%1$s.test", "password": "a good password",
                          "password_confirmation": "a good password"}}""".formatted(name));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode data = answer.json().path("data");
        return new Company(
                suite,
                new Http(data.path("token").asString()),
                data.path("email").asString(),
                data.path("account_id").asString(),
                Map.of());
    }

    /// With one of everything that can be made; some things are made of others, so what was refused is tried again.
    Company settled(TenantRows rows) {
        List<DescribedOperation> open = new ArrayList<>(operations().stream()
                .filter(operation -> operation.method().equals("POST") && operation.takesJson())
                .filter(operation -> !operation.path().contains("{"))
                .filter(operation -> !MAKES_NOTHING.matcher(operation.path()).matches())
                .toList());
        Company company = this;
        for (int i = 0; i < 3; i++) {
            Company sofar = company;
            open.removeIf(operation ->
                    sofar.send("POST", operation.path(), sofar.body(operation).toString())
                                    .status()
                            < 300);
            company = new Company(suite, owner, email, account, rows.oneIdEach("=", account));
        }
        return company;
    }

    List<DescribedOperation> operations() {
        return operations(suite);
    }

    static List<DescribedOperation> operations(Installation suite) {
        JsonNode document = Http.ANONYMOUS.get(suite.http("/api/swagger")).json();
        return DescribedOperation.all(document).stream()
                .filter(operation -> !LEFT_OUT.contains(operation.path()))
                .filter(operation -> !operation.toString().equals("DELETE /api/session"))
                .toList();
    }

    Http.Answer send(String method, String target, @Nullable String body) {
        return owner.send(Attempt.of(suite, method, target, body));
    }

    /// The request's body with this company's own ids in it.
    JsonNode body(DescribedOperation operation) {
        JsonNode body = operation.example();
        fill(body);
        return body;
    }

    private void fill(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (node instanceof ObjectNode object
                    && isId(field.getKey())
                    && field.getValue().isString()) {
                object.put(field.getKey(), idFor(field.getKey()));
            } else {
                fill(field.getValue());
            }
        }
        node.values().stream().filter(JsonNode::isObject).forEach(element -> {
            if (!node.isObject()) {
                fill(element);
            }
        });
    }

    static boolean isId(String field) {
        return field.endsWith("_id") || field.endsWith("Id") || field.equals("id");
    }

    /// The path with this company's own ids in it.
    String path(DescribedOperation operation) {
        String[] words = operation.path().split("/");
        for (int i = 2; i < words.length; i++) {
            if (words[i].startsWith("{")) {
                words[i] = idFor(words[i - 1]);
            }
        }
        return String.join("/", words);
    }

    /// Of the kind that a collection or a field is named for; an unknown one where there is none.
    String idFor(String name) {
        String kind = name.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("_ids?$", "")
                .replaceFirst("ies$", "y")
                .replaceFirst("xes$", "x")
                .replaceFirst("s$", "");
        if (kind.equals("account") || kind.equals("tenant") || kind.equals("organization")) {
            return account;
        }
        String table = OTHER_WORDS.getOrDefault(kind, kind);
        return own.entrySet().stream()
                .filter(each -> each.getKey().endsWith("." + table))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNKNOWN);
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
