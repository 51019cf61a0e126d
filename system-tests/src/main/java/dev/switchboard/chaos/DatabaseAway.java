package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// PostgreSQL cannot be reached, or crashes, or holds every connection of the pool: consumers wait, commit nothing,
/// and set nothing aside as poison.
record DatabaseAway(String code, Kind kind) implements Fault {
    enum Kind {
        UNREACHABLE("database cannot be reached (connections end)"),
        CRASHED("a killed backend: PostgreSQL ends every session and recovers"),
        EXHAUSTED("a locked table holds every connection of the pool");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public String what() {
        return kind.words;
    }

    @Override
    public void play(Scene scene) throws SQLException {
        Crowd crowd = scene.crowd();
        Duration time = Duration.ofSeconds(scene.pick(15, kind == Kind.EXHAUSTED ? 30 : 60));
        try (Desk desk = Desk.open(scene.door(), crowd.someConversation())) {
            Desk.Count before = desk.count();
            switch (kind) {
                case UNREACHABLE -> strike(scene, crowd, time);
                case CRASHED -> crash(scene);
                case EXHAUSTED -> lock(scene, crowd, time);
            }
            Desk.Count during = desk.count().since(before);
            scene.check("requests of an agent that failed with 500", during.failed("500") == 0, "%s", during);
            Times _ = scene.settle();
            desk.close();
            scene.check("answers of an agent that were accepted and lost", desk.lost() == 0, "%d", desk.lost());
        }
        long lag = new Topics(scene.stage().suite()).lag("conversation-service");
        scene.check("backlog after it", lag == 0, "%d facts", lag);
    }

    private void strike(Scene scene, Crowd crowd, Duration time) {
        Link link = scene.stage().database();
        waiting(scene, crowd, time, link::cut, link::mend);
    }

    private void lock(Scene scene, Crowd crowd, Duration time) throws SQLException {
        try (Connection connection = new Database(scene.stage().suite()).connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            waiting(
                    scene,
                    crowd,
                    time,
                    () -> execute(statement, "LOCK TABLE conversation.message IN ACCESS EXCLUSIVE MODE"),
                    () -> execute(statement, "ROLLBACK"));
        }
    }

    private void waiting(Scene scene, Crowd crowd, Duration time, Runnable begin, Runnable end) {
        Topics topics = new Topics(scene.stage().suite());
        int[] acked = new int[2];
        long[] lag = new long[1];
        Outage outage = scene.strike(
                what(),
                () -> {
                    begin.run();
                    // what was committed before is still being told
                    Patience.rest(Duration.ofSeconds(4));
                    acked[0] = crowd.acknowledged();
                },
                time,
                () -> {
                    acked[1] = crowd.acknowledged();
                    lag[0] = topics.lag("conversation-service");
                    end.run();
                });
        scene.check(
                "acknowledged without durability",
                acked[1] == acked[0],
                "%d in %.0f s",
                acked[1] - acked[0],
                outage.seconds());
        scene.check("the backlog waits on the topic", lag[0] > 0, "%d facts", lag[0]);
    }

    /// PostgreSQL trusts no shared memory that a killed backend has left, and starts anew from its log.
    private void crash(Scene scene) {
        long pid = new Database(scene.stage().suite()).number("""
                SELECT pid FROM pg_stat_activity WHERE usename = 'conversation' AND state IS NOT NULL LIMIT 1
                """);
        long begin = System.nanoTime();
        Stage.signal("-KILL", pid);
        Outage _ = scene.struck(new Outage(what(), begin, begin));
        Patience.rest(Duration.ofSeconds(5));
    }

    private static void execute(Statement statement, String sql) {
        try {
            boolean _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
