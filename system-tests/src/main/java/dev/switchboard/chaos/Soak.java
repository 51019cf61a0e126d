package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Members;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Customers write for as long as `--minutes` says while every socket is cut again and again: what grows?
final class Soak implements Fault {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final double MEGABYTE = 1024 * 1024;

    /// @param files open files and sockets
    private record Sample(double hours, long resident, long files) {}

    @Override
    public String code() {
        return "F24";
    }

    @Override
    public String what() {
        return "time-boxed soak with all sockets cut every 5 s";
    }

    @Override
    public void play(Scene scene) {
        Stage stage = scene.stage();
        Database database = new Database(stage.suite());
        Map<String, List<Sample>> samples = new TreeMap<>();
        long rows = 0;
        Crowd crowd = scene.crowd();
        long begin = System.nanoTime();
        long length = scene.soak().toNanos();
        long end = begin + length;
        while (System.nanoTime() < end) {
            double hours = (System.nanoTime() - begin) / 3.6e12;
            for (Members.Member member : stage.members().services()) {
                samples.computeIfAbsent(member.name(), _ -> new ArrayList<>()).add(sample(hours, member.pid()));
            }
            rows = Math.max(rows, database.number("SELECT count(*) FROM conversation.outbox"));
            stage.doors().forEach(door -> {
                door.link().cut();
                door.link().mend();
            });
            Patience.rest(BETWEEN);
        }
        Outage _ = scene.struck(new Outage(what(), begin, System.nanoTime()));
        Times _ = scene.settle();
        samples.forEach((name, all) -> scene.note(
                "%s: %.0f MB, slope of the second half %+.1f MB/h; open files %d at first, %d at last",
                name,
                all.getLast().resident() / MEGABYTE,
                slope(all.subList(all.size() / 2, all.size())),
                all.getFirst().files(),
                all.getLast().files()));
        scene.note(
                "acknowledged in the second tenth: %s; in the last: %s",
                Times.within(crowd.said(), new Outage("second tenth", begin + length / 10, begin + length / 5)),
                Times.within(crowd.said(), new Outage("last tenth", end - length / 10, end)));
        long left = database.number("SELECT count(*) FROM conversation.outbox");
        scene.check("outbox after it", left == 0, "%d rows; %d at most", left, rows);
        scene.note("inbox %d rows", database.number("SELECT count(*) FROM conversation.inbox"));
        scene.note("%d reconnects", crowd.disconnects(begin));
    }

    private static Sample sample(double hours, long pid) {
        String[] files = new File("/proc/" + pid + "/fd").list();
        return new Sample(hours, Stage.resident(pid), files == null ? 0 : files.length);
    }

    /// Least squares, in MB an hour.
    private static double slope(List<Sample> all) {
        double hours = all.stream().mapToDouble(Sample::hours).average().orElse(0);
        double memory = all.stream().mapToLong(Sample::resident).average().orElse(0);
        double shared = all.stream()
                .mapToDouble(s -> (s.hours() - hours) * (s.resident() - memory))
                .sum();
        double spread =
                all.stream().mapToDouble(s -> Math.pow(s.hours() - hours, 2)).sum();
        return spread == 0 ? 0 : shared / spread / MEGABYTE;
    }
}
