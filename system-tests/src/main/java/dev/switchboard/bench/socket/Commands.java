package dev.switchboard.bench.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Tools of the machine.
final class Commands {
    private Commands() {}

    static String run(String... words) {
        return run(Path.of(""), words);
    }

    /// @throws IllegalStateException with what the tool said when it fails
    static String run(Path folder, String... words) {
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
