package dev.switchboard.standalone;

import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Every instance as a JVM of its own, supervised: one that ends unasked is started again.
final class Processes implements Fleet {
    private static final String HEAP = "256m";
    /// A program that is given an instance's name and the command that is to take its place, to change what surrounds
    /// the process: its clock, its limits.
    private static final String VIA = "SWITCHBOARD_PROCESS_VIA";

    private final Home home;
    private final Surroundings surroundings;
    private final Runnable changed;
    private final Map<Instance, SupervisedProcess> processes = new ConcurrentHashMap<>();

    /// @param changed called whenever an instance has a new process
    Processes(Home home, Surroundings surroundings, Runnable changed) {
        this.home = home;
        this.surroundings = surroundings;
        this.changed = changed;
    }

    @Override
    public void start(Instance instance) {
        SupervisedProcess process = new SupervisedProcess(instance.name(), command(instance), changed);
        processes.put(instance, process);
        process.start();
        Readiness.await(
                instance.name(),
                instance.readiness(),
                () -> process.restarts() > 0
                        ? "it ended right after its start; see `./switchboard logs " + instance.name() + "`"
                        : null);
    }

    @Override
    public long pid(Instance instance) {
        SupervisedProcess process = processes.get(instance);
        return process == null ? 0 : process.pid();
    }

    @Override
    public void close() {
        List<Instance> gateways = processes.keySet().stream()
                .filter(instance -> instance.service() == Service.GATEWAY)
                .toList();
        stop(gateways);
        stop(processes.keySet().stream()
                .sorted(Comparator.comparing(Instance::name))
                .toList());
    }

    private void stop(List<Instance> instances) {
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        for (Instance instance : instances) {
            SupervisedProcess process = processes.remove(instance);
            if (process != null) {
                stops.add(CompletableFuture.runAsync(process::close, Thread::startVirtualThread));
            }
        }
        CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).join();
    }

    private ProcessBuilder command(Instance instance) {
        List<String> command = new ArrayList<>();
        String via = System.getenv(VIA);
        if (via != null && !via.isBlank()) {
            command.addAll(List.of(via, instance.name()));
        }
        command.addAll(JavaCommand.ofThisJvm());
        command.add("-Xmx" + HEAP);
        command.addAll(LogName.options(home, instance.name()));
        command.add(ServiceProcess.class.getName());
        command.add(instance.service().title());
        surroundings.properties(instance).forEach((name, value) -> command.add(name + "=" + value));
        File output = home.log(instance.name() + ".out").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output));
        builder.environment().putAll(surroundings.environment(instance));
        return builder;
    }
}
