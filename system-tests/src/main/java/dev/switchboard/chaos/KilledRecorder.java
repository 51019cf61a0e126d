package dev.switchboard.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The only instance of the service that records messages is killed again and again, at random moments.
final class KilledRecorder implements Fault {
    @Override
    public String code() {
        return "F1";
    }

    @Override
    public String what() {
        return "kill -9 of conversation-service at random moments";
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        int kills = scene.pick(3, 20);
        List<Double> starts = new ArrayList<>();
        long onTheirWay = 0;
        for (int i = 0; i < kills; i++) {
            Patience.rest(Duration.ofMillis(ThreadLocalRandom.current().nextLong(500, 2_500)));
            onTheirWay +=
                    crowd.said().stream().filter(line -> !line.isAcknowledged()).count();
            starts.add(scene.restart("-KILL", "conversation-service"));
        }
        Times times = scene.settle();
        scene.note("%d kills, %d lines on their way in the moment of a kill", kills, onTheirWay);
        double slowest = 0;
        for (int i = 0; i < kills; i++) {
            slowest = Math.max(slowest, times.firstSuccesses().get(i) - starts.get(i));
        }
        scene.checkTime("first success ≤ start-up time + 5 s", slowest <= 5, "%+.1f s; start-ups %s", slowest, starts);
        scene.checkTime(
                "drain ≤ 30 s after it is ready", drainAfter(times, starts) <= 30, "%.0f s", drainAfter(times, starts));
    }

    private static double drainAfter(Times times, List<Double> starts) {
        double last = times.drains().getLast();
        return Math.max(0, last - starts.getLast());
    }
}
