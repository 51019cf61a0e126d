package dev.switchboard.standalone;

import dev.switchboard.embedded.Ports;
import dev.switchboard.embedded.PostgresServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `up`: starts everything in order, tells the other commands about it, and stops everything in reverse.
final class Launcher implements AutoCloseable {
    private final Command.Up command;
    private final Home home;
    private final PortPlan ports;
    private final Keys keys;
    private final Progress progress;
    private final Closing closing = new Closing();
    private final List<Instance> instances;
    private volatile double startupSeconds;
    private volatile boolean ready;
    private volatile @Nullable Backbone backbone;
    private volatile @Nullable Fleet fleet;

    Launcher(Command.Up command, Home home, PortPlan ports, Keys keys, Progress progress) {
        this.command = command;
        this.home = home;
        this.ports = ports;
        this.keys = keys;
        this.progress = progress;
        this.instances = Stream.of(Service.values())
                .flatMap(service -> IntStream.rangeClosed(1, command.replicas().getOrDefault(service, 1))
                        .mapToObj(replica -> Instance.of(service, replica, ports)))
                .toList();
    }

    /// Returns when every service is ready and the demo tenant stands.
    void start() {
        PostgresServer.stopLeftover(Backbone.postgresSettings(home, ports, keys));
        refuseBusyPorts();
        tell();
        boolean seeds = Demo.decide(home, command.demo());
        Backbone servers = Backbone.start(home, ports, keys, progress, closing, this::tell);
        backbone = servers;
        Surroundings surroundings =
                new Surroundings(home, ports, keys, servers.kafka().bootstrap(), seeds || Demo.isSeeded(home));
        Fleet services = closing.add(
                command.processes() ? new Processes(home, surroundings, this::tell) : new OneJvm(surroundings));
        fleet = services;
        tell();
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        starts.add(start(Emulators.NAME, () -> closing.add(Emulators.start(ports))));
        for (Instance instance : instances) {
            starts.add(start(instance.name(), () -> {
                services.start(instance);
                Readiness.await(instance.name(), instance.readiness(), () -> null);
            }));
        }
        join(starts);
        if (seeds) {
            Demo.seed(home, ports, keys);
            progress.ready("demo tenant");
        }
        startupSeconds = progress.seconds();
        progress.line(Banner.text(ports, Demo.isSeeded(home), startupSeconds));
        ready = true;
        tell();
    }

    private CompletableFuture<Void> start(String name, Runnable work) {
        return Threads.inGroup(name, () -> {
            work.run();
            progress.ready(name);
            return null;
        });
    }

    private static void join(List<CompletableFuture<Void>> starts) {
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        starts.forEach(start -> start.exceptionally(error -> {
            firstFailure.completeExceptionally(error);
            return null;
        }));
        CompletableFuture<Void> all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(firstFailure, all).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void refuseBusyPorts() {
        Map<Integer, String> needed = new LinkedHashMap<>();
        needed.put(ports.postgres(), "PostgreSQL");
        needed.put(ports.kafka(), "Kafka");
        needed.put(ports.kafkaController(), "Kafka's controller");
        needed.put(ports.emulators(), "the emulators");
        needed.put(ports.smtp(), "the mail emulator (SMTP)");
        needed.put(ports.imap(), "the mail emulator (IMAP)");
        for (Instance instance : instances) {
            needed.put(instance.port(), instance.name());
            needed.put(instance.managementPort(), instance.name() + "'s health and metrics");
        }
        needed.forEach((port, user) -> {
            if (!Ports.isFree(port)) {
                throw new Refusal("Port " + port + ", which " + user + " needs, is in use by another program: stop that"
                        + " program, or move Switchboard with SWITCHBOARD_PORT (the gateway) or"
                        + " SWITCHBOARD_PORT_OFFSET (everything).");
            }
        });
    }

    /// Writes the run file for `status`, `logs` and `down`. What has no process yet counts as this one's.
    private synchronized void tell() {
        long self = ProcessHandle.current().pid();
        Backbone servers = backbone;
        Fleet services = fleet;
        List<RunFile.Member> members = new ArrayList<>();
        members.add(new RunFile.Member(
                "postgres", servers == null ? self : servers.postgres().pid(), ports.postgres(), ""));
        members.add(new RunFile.Member("kafka", self, ports.kafka(), ""));
        for (Instance instance : instances) {
            members.add(new RunFile.Member(
                    instance.name(),
                    services == null ? self : services.pid(instance),
                    instance.port(),
                    instance.readiness().toString()));
        }
        members.add(new RunFile.Member(Emulators.NAME, self, ports.emulators(), ""));
        new RunFile(self, ready, startupSeconds, members).write(home);
    }

    @Override
    public void close() {
        closing.close();
        RunFile.delete(home);
    }
}
