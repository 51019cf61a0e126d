package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The disk under one server is full to its last page. Nothing is acknowledged that is not kept, whoever asks is told
/// to ask again, and everything goes on once there is space: PostgreSQL by itself; a broker that cannot write ends the
/// suite with a sentence, and whoever watches over that starts it again.
record FullDisk(String code, String server) implements Fault {
    private static final Duration FOUND_OUT = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(90);

    @Override
    public String what() {
        return "disk full under " + server;
    }

    @Override
    public Set<String> disks() {
        return Set.of(server);
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        Stage stage = scene.stage();
        long postgres = stage.pid("postgres");
        try (Desk desk = Desk.open(scene.door(), crowd.someConversation())) {
            Desk.Count before = desk.count();
            int acked = crowd.acknowledged();
            long begin = System.nanoTime();
            keepFull(scene, stage.disk(server));
            Desk.Count during = desk.count().since(before);
            scene.note("while it was full: %d lines acknowledged; %s", crowd.acknowledged() - acked, during);
            Optional<String> farewell = farewell(stage);
            boolean ended = farewell.isPresent()
                    && Patience.comes(STOP, () -> !stage.running().isAlive());
            stage.disk(server).free();
            Outage _ = scene.struck(new Outage(what(), begin, System.nanoTime()));
            if (farewell.isPresent()) {
                scene.check("the launcher ends with one sentence", ended, "%s", farewell.get());
                scene.note("started again when there was space, ready after %.1f s", stage.startAgain());
            } else {
                // what it refused meanwhile, and no bug in how it refuses
                scene.check("requests of an agent that failed with 500", during.failed("500") == 0, "%s", during);
            }
            Times times = scene.settle();
            desk.close();
            scene.note("first success %.1f s after there was space", times.firstSuccess());
            scene.check("answers of an agent that were accepted and lost", desk.lost() == 0, "%d", desk.lost());
        }
        scene.note(
                "PostgreSQL %s",
                stage.pid("postgres") == postgres ? "lived through it" : "ended and was started again");
        long lag = new Topics(stage.suite()).lag("conversation-service");
        scene.check("backlog after it", lag == 0, "%d facts", lag);
    }

    /// Until the broker has found it out; PostgreSQL lives on, and in the middle it is made to want another file for
    /// its
    /// log at once, which it cannot do without.
    private void keepFull(Scene scene, SmallDisk disk) {
        Stage stage = scene.stage();
        if (server.equals("kafka")) {
            boolean _ = Patience.comes(FOUND_OUT, () -> {
                disk.fill();
                return farewell(stage).isPresent();
            });
            return;
        }
        long half = System.nanoTime() + Duration.ofSeconds(scene.pick(10, 30)).toNanos();
        keepFull(disk, half);
        wantLog(stage);
        keepFull(disk, half + Duration.ofSeconds(scene.pick(10, 30)).toNanos());
    }

    private static void keepFull(SmallDisk disk, long until) {
        while (System.nanoTime() < until) {
            disk.fill();
            Patience.rest(Duration.ofMillis(200));
        }
    }

    private static void wantLog(Stage stage) {
        try (Connection connection = new Database(stage.suite()).connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 20; i++) {
                boolean _ = statement.execute("SELECT pg_switch_wal()");
                boolean _ = statement.execute("CREATE TEMPORARY TABLE written_%d (i int)".formatted(i));
            }
        } catch (SQLException _) {
            // it has ended, or says that the disk is full
        }
    }

    /// What the launcher said when its broker could not go on.
    private static Optional<String> farewell(Stage stage) {
        try {
            return Files.readAllLines(stage.suite().home().resolve("up.out")).stream()
                    .filter(line -> line.startsWith("Kafka cannot go on"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
