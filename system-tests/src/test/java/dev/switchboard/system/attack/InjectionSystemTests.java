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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// S13, S14 and S16: what is written into parameters and bodies is neither SQL nor a type nor an address to call.
@ExtendWith(UnlimitedSuite.class)
class InjectionSystemTests {
    private static final int AT_ONCE = 6;
    /// How many of a corpus each place gets, a different part each; a parameter of a query gets more.
    private static final int SHARE = 3;

    private static final int OF_A_QUERY = 8;

    private static final long SLEPT = 18_000_000_000L;
    private static final Pattern ADDRESS =
            Pattern.compile("(?i).*(url|uri|host|server|endpoint|link|image|avatar|origin|href|address|attachment).*");
    private static final int LARGE = 1024 * 1024;

    private final Installation suite;

    InjectionSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @Test
    void noValueIsSql() {
        Tally tally = new Tally("S13");
        List<String> corpus = Corpus.of("sql");
        try (TenantRows rows = new TenantRows(suite)) {
            Company company = Company.register(suite).settled(rows);
            Set<String> foreign = rows.idsOfOthers(company.account());
            List<Attempt> attempts = new ArrayList<>();
            int place = 0;
            for (DescribedOperation operation : company.operations()) {
                String path = company.path(operation);
                JsonNode body = operation.takesJson() ? company.body(operation) : null;
                String text = body == null ? null : body.toString();
                for (String parameter : operation.parameters("query")) {
                    for (String sql : share(corpus, place++, OF_A_QUERY)) {
                        String query = "?" + parameter + "=" + Attempt.encoded(sql);
                        attempts.add(new Attempt(operation.method(), path + query, text));
                    }
                }
                if (operation.path().contains("{")) {
                    for (String sql : share(corpus, place++, SHARE)) {
                        String at = operation
                                .path()
                                .replaceAll("\\{[^}]+}", Attempt.encoded(sql).replace("$", "\\$"));
                        attempts.add(new Attempt(operation.method(), at, text));
                    }
                }
                for (Field field : body == null ? List.<Field>of() : texts(body, body, "")) {
                    for (String sql : share(corpus, place++, SHARE)) {
                        attempts.add(new Attempt(operation.method(), path, field.with(sql)));
                    }
                }
            }
            send(tally, attempts, attempt -> {
                long start = System.nanoTime();
                Http.Answer answer = company.owner().send(attempt.to(suite));
                tally.count(answer.status() >= 400);
                if (System.nanoTime() - start > SLEPT) {
                    tally.leak("slept: " + attempt);
                }
                if (answer.status() >= 500) {
                    tally.leak(answer.status() + " to " + attempt);
                }
                TenantRows.ID
                        .matcher(answer.text())
                        .results()
                        .map(found -> found.group())
                        .filter(id -> foreign.contains(id) && !attempt.says(id))
                        .findFirst()
                        .ifPresent(id -> tally.leak("shown: " + id + " to " + attempt));
            });
        }
        assertThat(tally.leaks()).isEmpty();
    }

    @Test
    void noShapeOfABodyIsOurFault() {
        Tally tally = new Tally("S14");
        Company company = Company.register(suite);
        String number = "9".repeat(LARGE);
        List<Attempt> attempts = new ArrayList<>();
        for (DescribedOperation operation : company.operations()) {
            if (operation.takesJson()) {
                String good = operation.example().toString();
                String inner = good.substring(1, good.length() - 1);
                for (String body : List.of(
                        "{" + inner + (inner.isEmpty() ? "" : ",") + inner + "}",
                        "{\"a\":NaN}",
                        "{\"a\":Infinity,\"b\":-0,\"c\":1e999999}",
                        "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                        "[" + good + "," + good + "]",
                        good + good,
                        "\ufeff" + good,
                        "{\"\":\"\",\"__proto__\":{\"role\":\"owner\"},\"class\":{\"classLoader\":1},\"@class\":\"x\"}",
                        "/* */" + good,
                        good.replace("\"", "'"))) {
                    attempts.add(new Attempt(operation.method(), company.path(operation), body));
                }
            }
        }
        DescribedOperation some = company.operations().stream()
                .filter(DescribedOperation::takesJson)
                .findFirst()
                .orElseThrow();
        attempts.add(new Attempt(some.method(), company.path(some), "{\"a\":" + number + "}"));
        attempts.add(new Attempt(some.method(), company.path(some), "{\"" + number + "\":1}"));
        send(tally, attempts, attempt -> {
            int status = company.owner().send(attempt.to(suite)).status();
            tally.count(status >= 400);
            if (status >= 500) {
                tally.leak(status + " to " + attempt);
            }
        });
        assertThat(tally.leaks()).isEmpty();
    }

    @Test
    void noFieldMakesTheSuiteCallAnAddressOfItsOwnMachine() {
        Tally tally = new Tally("S16");
        try (TenantRows rows = new TenantRows(suite);
                Canary canary = new Canary()) {
            Company company = Company.register(suite).settled(rows);
            List<String> corpus = Corpus.of("ssrf").stream()
                    .map(url -> url.replace("{port}", Integer.toString(canary.port())))
                    .toList();
            List<Attempt> attempts = new ArrayList<>();
            for (DescribedOperation operation : company.operations()) {
                if (operation.takesJson()) {
                    JsonNode body = company.body(operation);
                    for (Field field : texts(body, body, "")) {
                        List<String> urls = ADDRESS.matcher(field.at()).matches() ? corpus : corpus.subList(0, 2);
                        urls.forEach(url -> attempts.add(
                                new Attempt(operation.method(), company.path(operation), field.with(url))));
                    }
                }
                for (String parameter : operation.parameters("query")) {
                    if (ADDRESS.matcher(parameter).matches()) {
                        corpus.forEach(url -> attempts.add(new Attempt(
                                operation.method(),
                                company.path(operation) + "?" + parameter + "=" + Attempt.encoded(url),
                                operation.takesJson() ? company.body(operation).toString() : null)));
                    }
                }
            }
            send(tally, attempts, attempt -> {
                int status = company.owner().send(attempt.to(suite)).status();
                tally.count(status >= 400);
                if (status >= 500) {
                    tally.leak(status + " to " + attempt);
                }
                if (canary.called() > 0) {
                    tally.leak("called about " + attempt);
                }
            });
        }
        assertThat(tally.leaks()).isEmpty();
    }

    private static void send(Tally tally, List<Attempt> attempts, Consumer<Attempt> send) {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            attempts.forEach(attempt -> workers.execute(() -> tally.trying(attempt, () -> send.accept(attempt))));
        }
    }

    private static List<String> share(List<String> corpus, int place, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> corpus.get((place * many + i) % corpus.size()))
                .toList();
    }

    /// A text in a body.
    ///
    /// @param at its place, as a JSON pointer
    private record Field(JsonNode whole, String parent, String name) {
        String at() {
            return parent + "/" + name;
        }

        String with(String value) {
            JsonNode copy = whole.deepCopy();
            ((ObjectNode) copy.at(parent)).put(name, value);
            return copy.toString();
        }
    }

    private static List<Field> texts(JsonNode whole, JsonNode node, String at) {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isString()) {
                fields.add(new Field(whole, at, field.getKey()));
            }
            fields.addAll(texts(
                    whole,
                    field.getValue(),
                    at + "/" + field.getKey().replace("~", "~0").replace("/", "~1")));
        }
        if (node.isArray() && node.size() > 0) {
            fields.addAll(texts(whole, node.get(0), at + "/0"));
        }
        return fields;
    }
}
