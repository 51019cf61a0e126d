package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/// WhatsApp refuses for a while with 429 and 500, then accepts; once its answer is lost after it has accepted. The
/// provider's own list says how often each message came.
final class ProviderTrouble implements Fault {
    private static final int EMULATORS = 8190;
    private static final int LARGE = 1_000_000;

    @Override
    public String code() {
        return "F21";
    }

    @Override
    public String what() {
        return "WhatsApp answers 429, 500 and nothing, then accepts";
    }

    @Override
    public void play(Scene scene) {
        Installation suite = scene.stage().suite();
        String from = "1555" + ThreadLocalRandom.current().nextLong(1_000_000, 9_999_999);
        Http agent = Http.logIn(suite, "admin@acme.test");
        post(suite, "/_play/whatsapp", "{\"from\":\"%s\",\"text\":\"Is anybody there?\"}".formatted(from));
        Database database = new Database(suite);
        Patience.await(
                "the conversation is there",
                Duration.ofSeconds(30),
                () -> !database.messagesOfIdentity(from).isEmpty());
        String conversation = database.messagesOfIdentity(from).getFirst().conversation();
        // the AI has had its say before
        Patience.rest(Duration.ofSeconds(3));
        List<String> ids = new ArrayList<>();
        long refusals = 0;
        for (String mode : List.of("429", "500")) {
            arm(suite, mode, LARGE);
            for (int i = 0; i < 5; i++) {
                ids.add(answer(suite, agent, conversation, "answer in " + mode + " no. " + i));
            }
            Patience.rest(Duration.ofSeconds(scene.pick(15, 600)));
            refusals += 5;
            scene.check(
                    "nothing is taken while it answers " + mode,
                    times(suite, from).keySet().stream().noneMatch(text -> text.contains("in " + mode)),
                    "%s",
                    statuses(database, from));
            long begin = System.nanoTime();
            arm(suite, "none", 1);
            boolean all = Patience.comes(
                    Duration.ofSeconds(scene.pick(60, 400)),
                    () -> times(suite, from).keySet().stream()
                                    .filter(text -> text.contains("in " + mode))
                                    .count()
                            == 5);
            scene.check("all are taken once it is well again", all, "after %.1f s", (System.nanoTime() - begin) / 1e9);
        }
        arm(suite, "lost_response", 1);
        ids.add(answer(suite, agent, conversation, "the answer to this is lost"));
        Patience.rest(Duration.ofSeconds(scene.pick(30, 60)));
        Map<String, Integer> taken = times(suite, from);
        long twice = taken.values().stream().filter(times -> times > 1).count();
        scene.check("taken twice by the provider", twice == 0, "%d of %d; %s", twice, ids.size(), taken);
        scene.check(
                "every answer taken",
                taken.keySet().stream().filter(text -> text.contains("answer")).count() >= ids.size(),
                "%d sent, %d before the provider was well; they stand as %s",
                ids.size(),
                refusals,
                statuses(database, from));
        scene.checkDeadLetters(0);
    }

    private static void arm(Installation suite, String mode, int times) {
        post(suite, "/_fault", "{\"provider\":\"whatsapp\",\"mode\":\"%s\",\"times\":%d}".formatted(mode, times));
    }

    private static void post(Installation suite, String path, String json) {
        Http.Answer _ =
                Http.ANONYMOUS.post(suite.loopback(EMULATORS, path), json).good();
    }

    private static String answer(Installation suite, Http agent, String conversation, String text) {
        return agent.post(
                        suite.http("/api/messages"),
                        "{\"message\":{\"conversation_id\":\"%s\",\"body\":\"%s\"}}".formatted(conversation, text))
                .good()
                .json()
                .path("data")
                .path("id")
                .asString();
    }

    /// How often the provider took each text for this customer.
    private static Map<String, Integer> times(Installation suite, String to) {
        Map<String, Integer> times = new TreeMap<>();
        for (JsonNode sent : Http.ANONYMOUS
                .get(suite.loopback(EMULATORS, "/_sent?provider=whatsapp"))
                .good()
                .json()) {
            if (sent.path("to").asString().contains(to)) {
                times.merge(sent.path("text").asString(), 1, Integer::sum);
            }
        }
        return times;
    }

    private static Map<String, Integer> statuses(Database database, String from) {
        Map<String, Integer> statuses = new TreeMap<>();
        database.messagesOfIdentity(from).stream()
                .filter(message -> !message.author().equals("customer"))
                .forEach(message -> statuses.merge(String.valueOf(message.delivery()), 1, Integer::sum));
        return statuses;
    }
}
