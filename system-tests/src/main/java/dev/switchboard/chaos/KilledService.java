package dev.switchboard.chaos;

import java.util.List;

/// Instances are killed one after the other. Sockets end at the gateway and stay up when anything else dies.
record KilledService(String code, String what, String replicas, List<String> victims) implements Fault {
    /// One of each service.
    static KilledService alone() {
        return new KilledService(
                "F4a",
                "kill -9 of each of the other five services in turn",
                "",
                List.of("admin-service", "memory-service", "ai-service", "channel-service", "gateway"));
    }

    /// Those that carry a conversation have a replica.
    static KilledService replicated() {
        return new KilledService(
                "F4b",
                "kill -9 of each replica of gateway and conversation-service, and of the AI, in turn",
                RollingRestart.REPLICAS,
                List.of("conversation-service", "gateway", "ai-service", "gateway-2", "conversation-service-2"));
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        for (String victim : victims) {
            long begin = System.nanoTime();
            double seconds = scene.restart("-KILL", victim);
            long broken = crowd.disconnects(begin);
            if (victim.startsWith("gateway")) {
                scene.note("%s: ready again after %.1f s, %d sockets broke", victim, seconds, broken);
            } else {
                scene.check(
                        victim + " dies and no socket breaks",
                        broken == 0,
                        "%d; ready again after %.1f s",
                        broken,
                        seconds);
            }
        }
        Times times = scene.settle();
        scene.note("first acknowledgement of a new line after %s: %s s", victims, times.firstSuccesses());
        scene.note("longest time without a socket %.1f s", crowd.longestGap());
    }
}
