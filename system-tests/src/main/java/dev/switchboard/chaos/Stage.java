package dev.switchboard.chaos;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.Members;
import dev.switchboard.suite.RunningSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A suite of its own with one process for each service, and a link between them and each of the two servers. Only
/// processes of this suite are ever signalled.
public final class Stage implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Installation suite;
    private final String[] options;
    private final Link broker;
    private final Link database;
    private final List<FrontDoor> doors;
    private final Map<String, SmallDisk> disks = new HashMap<>();
    private RunningSuite running;

    private Stage(Installation plain, String replicas, Map<String, String> chosen, Set<String> small) {
        this.broker = Link.to(19092 + plain.portOffset());
        this.database = Link.to(15432 + plain.portOffset());
        Map<String, String> settings = new HashMap<>(chosen);
        settings.put("SWITCHBOARD_KAFKA_VIA", Integer.toString(broker.port()));
        settings.put("SWITCHBOARD_POSTGRES_VIA", Integer.toString(database.port()));
        this.suite = plain.with(settings);
        this.options = replicas.isEmpty()
                ? new String[] {"--processes"}
                : new String[] {"--processes", "--replicas", replicas};
        small.forEach(folder -> disks.put(folder, SmallDisk.under(suite.home().resolve(folder))));
        if (!small.isEmpty()) {
            goOnWithTheDemo(suite.home());
        }
        try {
            this.running = suite.up(options);
        } catch (IllegalStateException e) {
            closeSurroundings();
            throw e;
        }
        Installation second = new Installation(suite.home(), suite.portOffset(), suite.gatewayPort() + 10);
        this.doors = replicas.contains("gateway=2")
                ? List.of(new FrontDoor(suite, second), new FrontDoor(second, suite))
                : List.of(new FrontDoor(suite));
    }

    /// @param replicas as `up --replicas` takes them; empty for one of each
    public static Stage open(String replicas) {
        return open(replicas, Map.of(), Set.of());
    }

    /// @param settings environment variables
    /// @param small folders that get a small disk of their own
    static Stage open(String replicas, Map<String, String> settings, Set<String> small) {
        return new Stage(Installation.fresh(), replicas, settings, small);
    }

    /// A data folder that holds the mount points of its disks is no empty one, and only an empty one gets the demo
    /// tenant, or one whose first start was interrupted.
    private static void goOnWithTheDemo(Path home) {
        try {
            Path _ = Files.writeString(home.resolve("demo-seeded"), "begun");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Installation suite() {
        return suite;
    }

    public RunningSuite running() {
        return running;
    }

    /// One to each gateway, with the others behind it for its absence.
    List<FrontDoor> doors() {
        return doors;
    }

    Link broker() {
        return broker;
    }

    Link database() {
        return database;
    }

    SmallDisk disk(String folder) {
        SmallDisk disk = disks.get(folder);
        if (disk == null) {
            throw new IllegalStateException(folder + " has no disk of its own");
        }
        return disk;
    }

    Members members() {
        return Members.of(suite);
    }

    long pid(String name) {
        return members().named(name).pid();
    }

    static void signal(String signal, long pid) {
        try {
            int status = new ProcessBuilder("kill", signal, Long.toString(pid))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill " + signal + " " + pid + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Ends an instance and waits until its launcher has started another that is ready.
    ///
    /// @return the seconds from the signal to its readiness
    double restart(String signal, String name) {
        long pid = pid(name);
        long begin = System.nanoTime();
        signal(signal, pid);
        awaitOther(name, pid);
        return (System.nanoTime() - begin) / 1e9;
    }

    /// Returns when an instance has another process that is ready.
    void awaitOther(String name, long pid) {
        Patience.await(
                name + " is ready again",
                START,
                () -> Stream.of(members().named(name)).anyMatch(member -> member.pid() != pid && member.isUp()));
    }

    /// Kills every process at once, PostgreSQL and the broker among them, as a power failure would (but for what the
    /// operating system still writes), and starts the suite again.
    double crash() {
        List<Long> all = new ArrayList<>(List.of(members().pid()));
        members().members().forEach(member -> all.add(member.pid()));
        List<ProcessHandle> processes = all.stream()
                .distinct()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
        long begin = System.nanoTime();
        processes.forEach(ProcessHandle::destroyForcibly);
        Patience.await("everything has ended", START, () -> processes.stream().noneMatch(Stage::lives));
        double _ = startAgain();
        return (System.nanoTime() - begin) / 1e9;
    }

    /// What has ended and has not been waited for still has a number, and no command.
    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /// Starts the suite after its end, whatever that was.
    ///
    /// @return the seconds to its readiness
    double startAgain() {
        long begin = System.nanoTime();
        running.close();
        running = suite.up(options);
        return (System.nanoTime() - begin) / 1e9;
    }

    /// After a fault: everything flows, and everything is ready.
    void mend() {
        broker.mend();
        database.mend();
        doors.forEach(door -> door.link().mend());
        Patience.await(
                "all services are ready",
                START,
                () -> members().services().stream().allMatch(Members.Member::isUp));
    }

    /// Bytes of memory that a process holds.
    static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * 1024;
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public void close() {
        doors.forEach(FrontDoor::close);
        running.close();
        closeSurroundings();
    }

    private void closeSurroundings() {
        broker.close();
        database.close();
        disks.values().forEach(SmallDisk::close);
    }
}
