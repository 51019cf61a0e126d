package dev.switchboard.chaos;

import dev.switchboard.suite.Members;
import java.time.Duration;
import java.util.List;

/// Every instance is asked to stop and is followed by another, one at a time, as an upgrade does it: a running suite,
/// whose code is compiled, and some time for each successor before the next one.
final class RollingRestart implements Fault {
    private static final Duration STEADY = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    static final String REPLICAS = "gateway=2,conversation-service=2";

    @Override
    public String code() {
        return "F22";
    }

    @Override
    public String what() {
        return "rolling restart of all services, one instance at a time";
    }

    @Override
    public String replicas() {
        return REPLICAS;
    }

    /// Nobody upgrades a machine that its customers keep busy whole: beside the usual load two cores take half a minute
    /// to start a successor.
    @Override
    public Load load(Load usual) {
        return usual.slower(4);
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        scene.note("%s", scene.load());
        Patience.rest(STEADY);
        List<String> names = scene.stage().members().services().stream()
                .map(Members.Member::name)
                .toList();
        try (Desk desk = Desk.open(scene.door(), crowd.someConversation())) {
            for (String name : names) {
                double seconds = scene.restart("-TERM", name);
                scene.note("%s: asked to stop, its successor ready after %.1f s", name, seconds);
                Patience.rest(BETWEEN);
            }
            Times _ = scene.settle();
            desk.close();
            scene.check("requests of an agent that failed", desk.count().failed() == 0, "%s", desk.count());
            long lost = desk.lost();
            scene.check("answers of an agent that were accepted and lost", lost == 0, "%d", lost);
        }
        double gap = crowd.longestGap();
        scene.checkTime("longest time without a socket ≤ 5 s", gap <= 5, "%.1f s", gap);
    }
}
