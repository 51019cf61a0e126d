package dev.switchboard.standalone;

import dev.switchboard.embedded.KafkaBroker;
import dev.switchboard.embedded.PostgresServer;
import dev.switchboard.embedded.ServerFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The commands of `./switchboard` that need the suite itself.
public final class Standalone {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

    private final Map<String, String> environment = System.getenv();
    private final Home home = Home.of(environment);
    private final PortPlan ports = PortPlan.of(environment);
    private final Progress progress = new Progress(System.out, begunNanos());

    private Standalone() {}

    public static void main(String[] words) {
        int status;
        try {
            status = new Standalone().run(words);
        } catch (Refusal | ServerFailed e) {
            System.err.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private int run(String... words) {
        return switch (Command.parse(words)) {
            case Command.Up up when up.detach() -> detach(List.of(words));
            case Command.Up up -> up(up);
            case Command.Down _ -> down();
            case Command.Status status -> status(status);
            case Command.Logs logs -> logs(logs);
            case Command.Reset reset -> reset(reset);
            case Command.VerifyAudit _ -> new AuditCheck(operator(), progress).run();
            case Command.RotateKeys _ -> rotateKeys();
            case Command.DeadLetters letters -> new DeadLetterDesk(operator(), progress).run(letters);
            case Command.Backup backup -> new Backups(home, ports, environment, progress).backup(backup.file());
            case Command.Restore restore -> new Backups(home, ports, environment, progress).restore(restore.file());
            case Command.Doctor _ -> new Doctor(home, ports, environment, progress).run();
            case Command.Train _ -> train();
        };
    }

    private int detach(List<String> words) {
        home.create();
        return Detached.start(home, words, progress);
    }

    private int up(Command.Up command) {
        home.create();
        RunLock.hold(home);
        LogName.useIn(home);
        Launcher launcher = new Launcher(command, home, ports, Keys.of(home, environment), progress);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            launcher.close();
                            stopped.countDown();
                        },
                        "stop"));
        KafkaBroker.onFatalFault(reason -> {
            String why = home.isFull() ? "the disk under " + home.kafka() + " is full" : reason;
            System.err.println("Kafka cannot go on: " + why + ". Switchboard stops; see " + home.logs() + ".");
            Thread.ofPlatform().start(() -> System.exit(1));
        });
        launcher.start();
        awaitStop(stopped);
        return 0;
    }

    private int train() {
        home.create();
        RunLock.hold(home);
        LogName.useIn(home);
        Command.Up command = new Command.Up(false, true, false, Map.of());
        try (Launcher launcher = new Launcher(command, home, ports, Keys.of(home, environment), progress)) {
            launcher.start();
            new Rehearsal(ports).play();
        } catch (IOException e) {
            // what was learnt until then is of use
            progress.line("The rehearsal ended early: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private int down() {
        Optional<RunFile> run = RunFile.read(home).filter(running -> RunFile.lives(running.pid()));
        if (run.isPresent()) {
            ProcessHandle.of(run.get().pid()).ifPresent(ProcessHandle::destroy);
            awaitEnd(run.get().pid());
            progress.line("Switchboard is stopped.");
        } else {
            if (Files.exists(home.postgres())) {
                PostgresServer.stopLeftover(Backbone.postgresSettings(home, ports, Keys.of(home, environment)));
            }
            progress.line("Switchboard is not running.");
        }
        RunFile.delete(home);
        return 0;
    }

    private int status(Command.Status command) {
        StatusReport report = StatusReport.of(RunFile.read(home));
        progress.line(command.json() ? report.json() : report.text());
        return report.ready() ? 0 : 3;
    }

    private int rotateKeys() {
        if (RunFile.read(home).filter(running -> RunFile.lives(running.pid())).isEmpty()) {
            throw new Refusal("Switchboard is not running: start it with ./switchboard up, and rotate its keys then.");
        }
        new KeyRotation(home, ports, Keys.of(home, environment), environment, progress).run();
        return 0;
    }

    private OperatorClient operator() {
        return new OperatorClient(ports, Keys.of(home, environment));
    }

    private int logs(Command.Logs command) {
        new Logs(home, progress).show(command.service(), command.follow());
        return 0;
    }

    private int reset(Command.Reset command) {
        if (!command.confirmed()) {
            progress.line(
                    "This deletes every message, customer and setting in " + home.folder() + ". Type yes to go on:");
            if (!"yes".equals(answer())) {
                throw new Refusal("Nothing was deleted.");
            }
        }
        down();
        home.delete();
        progress.line("Deleted " + home.folder() + ".");
        return 0;
    }

    private static String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static void awaitStop(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(long pid) {
        long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        try {
            while (RunFile.lives(pid)) {
                if (System.nanoTime() > deadline) {
                    throw new Refusal("Process " + pid + " does not stop; end it with: kill -9 " + pid);
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The JVM's own start, so that start-up seconds count it.
    private static long begunNanos() {
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        return System.nanoTime() - Duration.ofMillis(uptime).toNanos();
    }
}
