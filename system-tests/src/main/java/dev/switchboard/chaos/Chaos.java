package dev.switchboard.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `./switchboard chaos [F1 F5b …] [--full] [--repeat N] [--minutes N]`: plays faults on a suite of its own and prints
/// what was found. The soak takes two minutes, or as many as are said. Ends with 1 where anything was missed.
public final class Chaos implements AutoCloseable {
    private final boolean full;
    private final Duration soak;
    private @Nullable Stage stage;
    private String standing = "";

    private Chaos(boolean full, Duration soak) {
        this.full = full;
        this.soak = soak;
    }

    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean full = words.remove("--full");
        int repeat = number(words, "--repeat", 1);
        Duration soak = Duration.ofMinutes(number(words, "--minutes", 2));
        List<Fault> faults = Faults.named(words);
        List<Report> reports = new ArrayList<>();
        try (Chaos chaos = new Chaos(full, soak)) {
            System.out.println((full ? Load.FULL : Load.SHORT) + "\n");
            for (Fault fault : faults) {
                for (int i = 0; i < repeat; i++) {
                    Report report = chaos.play(fault);
                    System.out.println(report);
                    reports.add(report);
                }
            }
        }
        print(reports);
        System.exit(reports.stream().allMatch(Report::passed) ? 0 : 1);
    }

    private static int number(List<String> words, String option, int otherwise) {
        int at = words.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        words.remove(at);
        if (at == words.size() || !words.get(at).matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("`" + option + "` needs a number from 1 to 999");
        }
        return Integer.parseInt(words.remove(at));
    }

    /// On the suite that is there where it has the replicas, and is well.
    private Report play(Fault fault) {
        Stage suite = stage;
        try {
            String form = fault.replicas() + fault.settings() + fault.disks();
            if (suite == null || !form.equals(standing)) {
                close();
                standing = form;
                suite = Stage.open(fault.replicas(), fault.settings(), fault.disks());
                stage = suite;
            }
        } catch (IllegalStateException e) {
            return new Report(
                    fault.code(),
                    fault.what(),
                    null,
                    null,
                    List.of(new Check("it can be played here", false, String.valueOf(e.getMessage()), false)),
                    List.of());
        }
        Scene scene = new Scene(suite, fault.load(full ? Load.FULL : Load.SHORT), full, soak);
        if (!play(fault, scene)) {
            close();
        }
        return scene.report(fault);
    }

    /// Whether the suite is well afterwards.
    private static boolean play(Fault fault, Scene scene) {
        try {
            fault.play(scene);
            scene.stage().mend();
            return true;
        } catch (Exception e) {
            scene.check("it was played to its end", false, "%s", e);
            return false;
        }
    }

    private static void print(List<Report> reports) {
        System.out.println(Report.head());
        reports.forEach(report -> System.out.println(report.row()));
        reports.stream().collect(Collectors.groupingBy(Report::code)).forEach((code, runs) -> {
            if (runs.size() > 1 && runs.stream().allMatch(run -> run.times() != null)) {
                System.out.println(code + ": time_to_first_success " + spread(runs, Times::firstSuccess)
                        + ", time_to_drain " + spread(runs, Times::drain));
            }
        });
    }

    private static String spread(List<Report> runs, ToDoubleFunction<Times> figure) {
        List<Double> sorted = runs.stream()
                .map(Report::times)
                .mapToDouble(times -> times == null ? Double.NaN : figure.applyAsDouble(times))
                .boxed()
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f s (least, middle, most)",
                sorted.getFirst(),
                sorted.get(sorted.size() / 2),
                sorted.getLast());
    }

    @Override
    public void close() {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }
}
