package dev.switchboard.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs PostgreSQL's programs. They refuse to work as root, so root enters a user namespace in which it is nobody.
final class PostgresPrograms {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final PostgresBinaries binaries;

    PostgresPrograms(PostgresBinaries binaries) {
        this.binaries = binaries;
    }

    /// Waits for the program; a server that it leaves behind writes to its own log and not to ours.
    void run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(ROOT ? List.of("unshare", "-U") : List.of());
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile(program, ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().put("LC_ALL", "C");
                builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
                int status = builder.start().waitFor();
                if (status != 0) {
                    throw new ServerFailed(program + " failed: " + lastLine(output) + hint());
                }
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program + hint(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("Interrupted while " + program + " ran", e);
        }
    }

    private static String lastLine(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .orElse("no output");
    }

    private static String hint() {
        return ROOT ? " (PostgreSQL does not run as root; start Switchboard as an ordinary user)" : "";
    }
}
