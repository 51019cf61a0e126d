package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every request that the documents of the four source APIs show, sent to the demo tenant with only host, credential,
/// tenant, ids and signature put in, gives what they say. The examples lie in `resources/spec`, one file a dialect.
@ExtendWith(SharedSuite.class)
class SpecContractSystemTests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    private final Installation suite;

    SpecContractSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @TestFactory
    Stream<DynamicContainer> theExamplesOf() {
        return Stream.of("netia", "omnichannel", "amoiq", "platform").map(dialect -> {
            Map<String, String> variables = variables();
            return DynamicContainer.dynamicContainer(
                    dialect,
                    SpecExample.of(dialect).stream()
                            .map(example -> DynamicTest.dynamicTest(example.name(), () -> send(example, variables))));
        });
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("random", UUID.randomUUID().toString().substring(0, 13));
        variables.put("unknown", UUID.randomUUID().toString());
        variables.put("tenant", "0199d3a0-0000-7000-8000-000000000001");
        variables.put("inbox", "0199d3a0-0000-7000-8000-0000000000a1");
        variables.put("jane", "0199d3a0-0000-7000-8000-0000000000c2");
        variables.put("server", "sk_demo_acme");
        variables.put("page", "pk_demo_acme");
        variables.put("metaSecret", "demo-meta-app-secret");
        variables.put("chatbotSecret", "demo-chatbot-secret");
        variables.put("agent", Desk.logIn(suite, "jane@acme.test").http().token());
        variables.put("admin", Desk.logIn(suite, "admin@acme.test").http().token());
        return variables;
    }

    /// The gateway hears a moment later of a key that the example before has made.
    private Http.Answer answer(SpecExample example, String body, Map<String, String> variables) {
        Callable<Http.Answer> sent = () -> Http.ANONYMOUS.send(request(example, body, variables));
        return "personalKey".equals(example.as())
                ? await().until(sent, answer -> answer.status() != 401)
                : Http.ANONYMOUS.send(request(example, body, variables));
    }

    private void send(SpecExample example, Map<String, String> variables) {
        String body = example.body() == null ? null : filled(example.body().toString(), variables);
        Http.Answer answer = answer(example, body, variables);
        assertThat(answer.status()).as(answer.text()).isEqualTo(example.status());
        if (example.text() != null) {
            assertThat(answer.text()).isEqualTo(filled(example.text(), variables));
        }
        if (example.answer() == null) {
            return;
        }
        JsonNode json = answer.json();
        JsonNode expected = JSON.readTree(filled(example.answer().toString(), variables));
        assertThat(new Shape(expected).faults(json)).as(answer.text()).isEmpty();
        if (example.equal() != null) {
            example.equal()
                    .forEach((pointer, value) -> assertThat(json.at(pointer))
                            .as(pointer + " of " + answer.text())
                            .isEqualTo(JSON.readTree(filled(value.toString(), variables))));
        }
        if (example.filled() != null) {
            example.filled()
                    .forEach(pointer -> assertThat(json.at(pointer).size())
                            .as(pointer + " of " + answer.text())
                            .isPositive());
        }
        if (example.keep() != null) {
            example.keep()
                    .forEach((name, pointer) ->
                            variables.put(name, json.at(pointer).asString()));
        }
    }

    private HttpRequest.Builder request(SpecExample example, @Nullable String body, Map<String, String> variables) {
        URI uri = suite.http(filled(example.path(), variables));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(
                        example.method(),
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!example.as().equals("nobody")) {
            request.header("Authorization", "Bearer " + variables.get(example.as()));
        }
        if (example.headers() != null) {
            example.headers().forEach((name, value) -> request.header(name, filled(value, variables)));
        }
        SpecExample.Signed signed = example.signed();
        if (signed != null && body != null) {
            request.header(signed.header(), "sha256=" + hmac(variables.get(signed.secret()), body));
        }
        return request;
    }

    private static String filled(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, variables)));
    }

    private static String value(MatchResult found, Map<String, String> variables) {
        String value = variables.get(found.group(1));
        assertThat(value).as("an earlier example keeps " + found.group(1)).isNotNull();
        return value;
    }

    private static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
