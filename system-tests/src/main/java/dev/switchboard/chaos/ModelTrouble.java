package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.visitor.ResilientVisitor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The language model is silent, broken, slow, unreadable and busy in turn. Customers are acknowledged as before, and
/// every question gets one answer or a person: those of the crowd, and those of some who come new to each trouble.
final class ModelTrouble implements Fault {
    private static final int NEWCOMERS = 8;
    /// `switchboard.model.patience`, after which an answer is made without the model.
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration TURN = PATIENCE.plus(LATE);

    private final FakeModel model = new FakeModel();

    @Override
    public String code() {
        return "F20";
    }

    @Override
    public String what() {
        return "the model is silent, answers 500, one token a second, nonsense, 429";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "OPENAI_BASE_URL",
                "http://127.0.0.1:" + model.port() + "/v1",
                "OPENAI_API_KEY",
                "not-a-key",
                "EGRESS_ALLOW",
                "127.0.0.1:" + model.port());
    }

    @Override
    public void play(Scene scene) {
        model.be(FakeModel.Mood.WELL);
        Crowd crowd = scene.crowd();
        Database database = new Database(scene.stage().suite());
        for (FakeModel.Mood mood : FakeModel.Mood.TROUBLES) {
            int before = model.calls();
            model.be(mood);
            String newcomers = "asks-" + UUID.randomUUID().toString().substring(0, 8);
            List<ResilientVisitor> all = IntStream.range(0, NEWCOMERS)
                    .mapToObj(i -> new ResilientVisitor(
                            scene.door(),
                            "pk_demo_acme",
                            newcomers + "-" + i,
                            _ -> "How do I return an item?",
                            Duration.ofSeconds(1),
                            () -> 1))
                    .toList();
            Outage outage =
                    scene.strike(mood.toString(), () -> all.forEach(Thread::startVirtualThread), TURN, () -> {});
            all.forEach(ResilientVisitor::stop);
            judge(scene, database, newcomers, mood);
            scene.note(
                    "%s: %d calls; lines of the crowd acknowledged with %s",
                    mood, model.calls() - before, Times.within(crowd.said(), outage));
        }
        model.be(FakeModel.Mood.WELL);
        Times _ = scene.settle();
        List<String> answered = crowd.stored().stream()
                .filter(message -> message.author().equals("bot"))
                .map(Database.Stored::inReplyTo)
                .filter(Objects::nonNull)
                .toList();
        scene.check(
                "questions answered twice",
                answered.size() == new HashSet<>(answered).size(),
                "%d of %d",
                answered.size() - new HashSet<>(answered).size(),
                answered.size());
    }

    /// Each of them has said one line.
    private static void judge(Scene scene, Database database, String newcomers, FakeModel.Mood mood) {
        boolean _ = Patience.comes(
                TURN,
                () -> conversations(database, newcomers, ModelTrouble::isServed).size() == NEWCOMERS);
        int served = conversations(database, newcomers, ModelTrouble::isServed).size();
        long slowest = database.number("""
                SELECT coalesce(max(millis), 999000)::bigint FROM (
                    SELECT extract(epoch FROM min(m.created_at) FILTER (WHERE m.author_kind = 'bot' OR m.kind = 'handover')
                                              - min(m.created_at) FILTER (WHERE m.author_kind = 'customer')) * 1000
                    FROM conversation.message m
                    JOIN conversation.conversation c ON c.account_id = m.account_id AND c.id = m.conversation_id
                    WHERE c.thread LIKE '%s-%%' GROUP BY m.conversation_id) AS took (millis)
                """.formatted(newcomers));
        scene.check(
                mood + ": newcomers with an answer or a person",
                served == NEWCOMERS,
                "%d of %d; %d times a person",
                served,
                NEWCOMERS,
                conversations(database, newcomers, message -> message.kind().equals("handover"))
                        .size());
        Duration longest = mood.isSlow() ? TURN : LATE;
        scene.checkTime(
                mood + ": that after " + longest.toSeconds() + " s at most",
                slowest <= longest.toMillis(),
                "%s",
                String.format(Locale.ROOT, "%.1f s", slowest / 1e3));
    }

    private static boolean isServed(Database.Stored message) {
        return message.author().equals("bot") || message.kind().equals("handover");
    }

    private static Set<String> conversations(Database database, String newcomers, Predicate<Database.Stored> kind) {
        return database.messagesOfSessions(newcomers + "-").stream()
                .filter(kind)
                .map(Database.Stored::conversation)
                .collect(Collectors.toSet());
    }
}
