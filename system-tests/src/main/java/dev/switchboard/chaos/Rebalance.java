package dev.switchboard.chaos;

import java.time.Duration;

/// A second instance of conversation-service leaves and joins again and again: its partitions move each time.
final class Rebalance implements Fault {
    @Override
    public String code() {
        return "F15";
    }

    @Override
    public String what() {
        return "second conversation-service leaves and joins every 10 s";
    }

    @Override
    public String replicas() {
        return RollingRestart.REPLICAS;
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        int rounds = scene.pick(4, 18);
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            double _ = scene.restart("-TERM", "conversation-service-2");
            Patience.rest(Duration.ofSeconds(10).minusNanos(Math.min(9_500_000_000L, System.nanoTime() - begin)));
        }
        Times times = scene.settle();
        scene.note("%d rounds, longest time in which nobody was acknowledged %.2f s", rounds, crowd.longestSilence());
        scene.note("first acknowledgement after each leave: %s s", times.firstSuccesses());
    }
}
