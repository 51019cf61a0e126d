package dev.switchboard.chaos;

/// Every process of the suite is killed in one moment: services, broker, database. Then all of it starts again.
final class PowerFailure implements Fault {
    @Override
    public String code() {
        return "F5c";
    }

    @Override
    public String what() {
        return "kill -9 of everything at once, broker and database too";
    }

    @Override
    public void play(Scene scene) {
        Crowd _ = scene.crowd();
        long begin = System.nanoTime();
        double seconds = scene.stage().crash();
        Outage _ = scene.struck(new Outage(what(), begin, begin));
        Times times = scene.settle();
        scene.checkTime(
                "first success ≤ start-up time + 5 s",
                times.firstSuccess() <= seconds + 5,
                "%+.1f s; start-up %.1f s",
                times.firstSuccess() - seconds,
                seconds);
    }
}
