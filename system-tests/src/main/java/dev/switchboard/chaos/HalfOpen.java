package dev.switchboard.chaos;

import java.time.Duration;

/// The way between clients and gateway swallows everything, and nobody is told that a connection has ended.
final class HalfOpen implements Fault {
    /// Two heartbeats: the server pings every 25 s.
    private static final Duration TWO_HEARTBEATS = Duration.ofSeconds(50);
    private static final Duration LONGEST = Duration.ofSeconds(75);
    /// As often as an address may ask.
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Override
    public String code() {
        return "F10";
    }

    @Override
    public String what() {
        return "half-open sockets: the way to every client swallows everything";
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        Stage stage = scene.stage();
        Link link = stage.doors().getFirst().link();
        Online online = Online.open(stage.suite());
        long there = online.count(crowd);
        long begin = System.nanoTime();
        link.freeze();
        boolean gone = Patience.comes(LONGEST, LOOK, () -> online.count(crowd) == 0);
        double seconds = (System.nanoTime() - begin) / 1e9;
        link.cut();
        link.mend();
        Outage _ = scene.struck(new Outage(what(), begin, System.nanoTime()));
        scene.check("nobody of them is online any more", gone && there > 0, "%d of Globex were", there);
        scene.checkTime("found within two heartbeats (50 s)", seconds <= TWO_HEARTBEATS.toSeconds(), "%.1f s", seconds);
        Times _ = scene.settle();
    }
}
