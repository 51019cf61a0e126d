package dev.switchboard.suite;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `status --json` answers.
public record SuiteStatus(boolean ready, List<Row> services, double startupSeconds) {
    public record Row(String name, String status, long pid, int port, long rssBytes) {}

    public Row row(String name) {
        return services.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + services));
    }

    /// Every process of the suite: those with a row, and what they started (PostgreSQL's workers).
    public Set<Long> processes() {
        return services.stream()
                .map(Row::pid)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
