package dev.switchboard.chaos;

import java.time.Duration;

/// Every round trip to the broker and the database takes 200 ms ± 200, and one segment of a hundred is held.
final class SlowLinks implements Fault {
    private static final Link.Delay DELAY = new Link.Delay(Duration.ofMillis(200), 0.01);

    @Override
    public String code() {
        return "F18";
    }

    @Override
    public String what() {
        return "200 ms ± 200 and 1 % stalls on the links to broker and database";
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        Stage stage = scene.stage();
        int before = crowd.attempts();
        int[] said = {crowd.said().size()};
        Outage slow = scene.strike(
                what(),
                () -> {
                    stage.broker().slow(DELAY);
                    stage.database().slow(DELAY);
                },
                Duration.ofSeconds(scene.pick(30, 120)),
                () -> {
                    stage.broker().mend();
                    stage.database().mend();
                });
        int attempts = crowd.attempts() - before;
        int lines = crowd.said().size() - said[0];
        Times _ = scene.settle();
        scene.note("while slow: %s", Times.within(crowd.said(), slow));
        scene.note("%d attempts for %d lines while slow", attempts, lines);
    }
}
