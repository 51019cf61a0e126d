package dev.switchboard.system.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.DescribedOperation;
import dev.switchboard.system.UnlimitedSuite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// S2: every operation of the OpenAPI document with the ids of other accounts, in its path, query and body. No answer
/// may hold what is theirs, no row of theirs may change, and none of the intruder's may name one of theirs.
@ExtendWith(UnlimitedSuite.class)
class ForeignIdsSystemTests {
    private static final List<String> ORDER = List.of("GET", "PUT", "PATCH", "POST", "DELETE");
    private static final Pattern THEIRS = Pattern.compile("@acme\\.test|@globex\\.test|sk_demo|pk_demo");
    private static final Pattern PLACE = Pattern.compile("\\{[^}]+}");
    /// Fields in which clients keep names of their own making.
    private static final Set<String> OWN_NAMES =
            Set.of("external_id", "userId", "sessionId", "session_id", "messageId", "internal_id");
    /// Every page may ask how the chat of an account looks: that is what the account's id is for.
    private static final String PUBLIC = "/api/widget_settings?account_id=";

    private static final int AT_ONCE = 6;

    private final Installation suite;
    private final Tally tally = new Tally("S2");

    ForeignIdsSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @Test
    void noRouteShowsOrChangesWhatBelongsToAnotherAccount() {
        try (TenantRows rows = new TenantRows(suite)) {
            Company victim = Company.register(suite).settled(rows);
            Company intruder = Company.register(suite).settled(rows);
            assertThat(victim.own().keySet()).as("kinds of things").hasSizeGreaterThan(15);
            Map<String, String> before = quiet(rows, intruder.account());
            Set<String> foreign = rows.idsOfOthers(intruder.account());
            List<String> ids =
                    new ArrayList<>(rows.oneIdEach("<>", intruder.account()).values());
            ids.add(victim.account());
            List<DescribedOperation> operations = intruder.operations();
            for (String method : ORDER) {
                List<DescribedOperation> some = operations.stream()
                        .filter(each -> each.method().equals(method))
                        .toList();
                attack(some, intruder, victim, ids, foreign);
            }
            changes(before, quiet(rows, intruder.account())).forEach(table -> tally.leak("changed: " + table));
            Pattern named = Pattern.compile(String.join("|", ids));
            rows.rowsOf(intruder.account(), named).stream()
                    .filter(row -> !row.startsWith("admin.audit_entry"))
                    .forEach(row -> tally.leak("kept: " + row));
            assertThat(tally.leaks()).isEmpty();
        }
    }

    private void attack(
            List<DescribedOperation> operations,
            Company intruder,
            Company victim,
            List<String> ids,
            Set<String> foreign) {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (DescribedOperation operation : operations) {
                workers.execute(() -> attempts(operation, intruder, victim, ids)
                        .forEach(attempt -> tally.trying(attempt, () -> send(attempt, intruder.owner(), foreign))));
            }
        }
    }

    /// Every place of the path with an id of each kind; parameters and fields with those that could fit.
    private static List<Attempt> attempts(
            DescribedOperation operation, Company intruder, Company victim, List<String> ids) {
        List<Attempt> attempts = new ArrayList<>();
        String method = operation.method();
        String path = intruder.path(operation);
        JsonNode body = operation.takesJson() ? intruder.body(operation) : null;
        String own = body == null ? null : body.toString();
        String[] described = operation.path().split("/");
        for (int i = 0; i < described.length; i++) {
            if (PLACE.matcher(described[i]).matches()) {
                for (String id : ids) {
                    String[] words = path.split("/");
                    words[i] = id;
                    attempts.add(new Attempt(method, String.join("/", words), own));
                }
            }
        }
        for (String parameter : operation.parameters("query")) {
            if (Company.isId(parameter)) {
                fitting(victim, parameter)
                        .map(id -> new Attempt(method, path + "?" + parameter + "=" + id, own))
                        .forEach(attempts::add);
            }
        }
        if (body != null) {
            fields(body, body, "", victim).forEach(changed -> attempts.add(new Attempt(method, path, changed)));
        }
        return attempts;
    }

    private static Stream<String> fitting(Company victim, String name) {
        return Stream.of(name, "account", "conversation", "customer")
                .map(victim::idFor)
                .distinct();
    }

    /// The whole body once for each of its ids, with that one exchanged.
    private static List<String> fields(JsonNode whole, JsonNode node, String at, Company victim) {
        List<String> bodies = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean several = field.getKey().endsWith("_ids");
            if ((Company.isId(field.getKey()) || several) && !OWN_NAMES.contains(field.getKey())) {
                fitting(victim, field.getKey()).forEach(id -> {
                    JsonNode copy = whole.deepCopy();
                    ObjectNode parent = (ObjectNode) copy.at(at);
                    var _ = several ? parent.putArray(field.getKey()).add(id) : parent.put(field.getKey(), id);
                    bodies.add(copy.toString());
                });
            }
            bodies.addAll(fields(whole, field.getValue(), at + "/" + field.getKey(), victim));
        }
        return bodies;
    }

    private void send(Attempt attempt, Http caller, Set<String> foreign) {
        Http.Answer answer = caller.send(attempt.to(suite));
        tally.count(answer.status() >= 400);
        if (answer.status() >= 500) {
            tally.leak(answer.status() + " to " + attempt);
        }
        TenantRows.ID
                .matcher(answer.text())
                .results()
                .map(found -> found.group())
                .filter(id -> foreign.contains(id) && !attempt.says(id))
                .filter(_ -> !attempt.target().startsWith(PUBLIC))
                .findFirst()
                .ifPresent(id -> tally.leak("shown: " + id + " to " + attempt));
        THEIRS.matcher(answer.text())
                .results()
                .map(found -> found.group())
                .filter(text -> !attempt.says(text))
                .findFirst()
                .ifPresent(text -> tally.leak("shown: " + text + " to " + attempt));
    }

    /// Once nothing changes any more by itself.
    private static Map<String, String> quiet(TenantRows rows, String account) {
        List<Map<String, String>> seen = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    seen.add(rows.digestsOfOthers(account));
                    return seen.size() > 1 && seen.getLast().equals(seen.get(seen.size() - 2));
                });
        return seen.getLast();
    }

    private static List<String> changes(Map<String, String> before, Map<String, String> after) {
        return after.keySet().stream()
                .filter(table -> !after.get(table).equals(before.get(table)))
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
