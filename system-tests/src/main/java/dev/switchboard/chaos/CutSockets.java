package dev.switchboard.chaos;

import java.time.Duration;
import java.util.List;

/// Everybody loses the connection at once while the AI and other windows go on, for a short and a longer time.
final class CutSockets implements Fault {
    @Override
    public String code() {
        return "F7";
    }

    @Override
    public String what() {
        return "sockets cut, twice, while messages go on (/ws)";
    }

    @Override
    public String replicas() {
        return RollingRestart.REPLICAS;
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        // half of all windows: the other window of each conversation goes on
        Link half = scene.stage().doors().getLast().link();
        for (Duration time : List.of(Duration.ofSeconds(5), Duration.ofSeconds(scene.pick(20, 60)))) {
            Outage _ = scene.strike("cut", half::cut, time, half::mend);
            Patience.rest(Duration.ofSeconds(4));
        }
        Times _ = scene.settle();
        List<Boolean> told = crowd.recoveries();
        long recovered = told.stream().filter(yes -> yes).count();
        scene.check(
                "told that all follows (fewer than 1,000 missed)",
                recovered == told.size() && !told.isEmpty(),
                "%d of %d returns",
                recovered,
                told.size());
        scene.note("longest time without a socket %.1f s", crowd.longestGap());
    }
}
