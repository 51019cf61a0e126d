package dev.switchboard.standalone;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.embedded.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `status` prints. `ready` is true when every row is up.
record StatusReport(boolean ready, List<Row> services, double startupSeconds) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// @param status up, starting or down
    /// @param rssBytes resident memory of the process, which in one JVM all rows of that JVM share
    record Row(String name, String status, long pid, int port, long rssBytes) {}

    static StatusReport of(Optional<RunFile> run) {
        if (run.isEmpty() || !RunFile.lives(run.get().pid())) {
            return new StatusReport(false, List.of(), 0);
        }
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            List<Row> rows = run.get().members().parallelStream()
                    .map(member -> row(client, member))
                    .toList();
            boolean ready = run.get().ready()
                    && rows.stream().allMatch(row -> row.status().equals("up"));
            return new StatusReport(ready, rows, run.get().startupSeconds());
        }
    }

    private static Row row(HttpClient client, RunFile.Member member) {
        boolean lives = RunFile.lives(member.pid());
        boolean answers = lives && (member.probe().isEmpty() ? !Ports.isFree(member.port()) : isOk(client, member));
        String status = answers ? "up" : lives ? "starting" : "down";
        return new Row(member.name(), status, member.pid(), member.port(), ResidentMemory.of(member.pid()));
    }

    private static boolean isOk(HttpClient client, RunFile.Member member) {
        try {
            return Readiness.answers(client, URI.create(member.probe()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String json() {
        return WireJson.write(this);
    }

    String text() {
        if (services.isEmpty()) {
            return "Switchboard is not running. Start it with: ./switchboard up";
        }
        StringBuilder table =
                new StringBuilder("%-24s %-9s %8s %6s %9s%n".formatted("service", "status", "pid", "port", "memory"));
        for (Row row : services) {
            table.append("%-24s %-9s %8d %6d %6d MB%n"
                    .formatted(row.name, row.status, row.pid, row.port, row.rssBytes >> 20));
        }
        return table + (ready ? "ready, started in %.1f s".formatted(startupSeconds) : "not ready");
    }
}
