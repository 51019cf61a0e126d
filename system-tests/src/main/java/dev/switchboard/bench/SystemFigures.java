package dev.switchboard.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel says of a set of processes.
public final class SystemFigures {
    private static final long MICROS_PER_TICK = 10_000;
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ");

    private SystemFigures() {}

    /// Memory in use, shared pages counted once (proportional set size).
    static long pssBytes(Set<Long> processes) {
        return processes.stream().mapToLong(SystemFigures::pssBytes).sum();
    }

    /// CPU time that each process has used, in microseconds.
    static Map<Long, Long> cpuMicros(Set<Long> processes) {
        Map<Long, Long> micros = new HashMap<>();
        processes.forEach(pid -> micros.put(pid, cpuMicros(pid)));
        return micros;
    }

    public static long cpuMicros() {
        return cpuMicros(ProcessHandle.current().pid());
    }

    public static long sumMicros(Set<Long> processes) {
        return processes.stream().mapToLong(SystemFigures::cpuMicros).sum();
    }

    /// Resident memory of a process.
    public static long rssBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /// Resident memory of a process in a range of its addresses.
    public static long rssBytes(long pid, long from, long to) {
        try {
            long sum = 0;
            boolean inside = false;
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
                Matcher mapping = MAPPING.matcher(line);
                if (mapping.lookingAt()) {
                    inside = Long.parseUnsignedLong(mapping.group(1), 16) >= from
                            && Long.parseUnsignedLong(mapping.group(2), 16) <= to;
                } else if (inside && line.startsWith("Rss:")) {
                    sum += Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
            return sum;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Runnable processes of the machine, on average over the last minute.
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static long pssBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0; // ended a moment ago
        }
    }

    public static long cpuMicros(long pid) {
        return usedMicros(Path.of("/proc/" + pid + "/stat"));
    }

    /// CPU time of the JIT compilers of all JVMs among them, in microseconds.
    public static long compilerMicros(Set<Long> processes) {
        return processes.stream().mapToLong(SystemFigures::compilerMicros).sum();
    }

    private static long compilerMicros(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            long sum = 0;
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\n")) {
                    sum += usedMicros(thread.resolve("stat"));
                }
            }
            return sum;
        } catch (IOException e) {
            return 0; // a thread or the process ended a moment ago
        }
    }

    private static long usedMicros(Path file) {
        try {
            String stat = Files.readString(file);
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) * MICROS_PER_TICK;
        } catch (IOException e) {
            return 0;
        }
    }
}
