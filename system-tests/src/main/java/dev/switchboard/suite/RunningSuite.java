package dev.switchboard.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A suite that was started here and is stopped here.
public final class RunningSuite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Installation installation;
    private final Process launcher;

    private RunningSuite(Installation installation, Process launcher) {
        this.installation = installation;
        this.launcher = launcher;
    }

    /// @throws IllegalStateException when the launcher ends, or the suite is not ready within three minutes
    static RunningSuite await(Installation installation, Process launcher, Path output) throws IOException {
        RunningSuite suite = new RunningSuite(installation, launcher);
        Runtime.getRuntime().addShutdownHook(new Thread(suite::close));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!installation.isUp() || !installation.status().ready()) {
            if (!launcher.isAlive() || System.nanoTime() > deadline) {
                suite.close();
                throw new IllegalStateException("the suite does not start:\n" + Files.readString(output));
            }
            pause();
        }
        return suite;
    }

    public Installation installation() {
        return installation;
    }

    public boolean isAlive() {
        return launcher.isAlive();
    }

    public SuiteStatus status() {
        return installation.status();
    }

    /// Everything that was logged so far, by all services.
    public String logs() {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(installation.home().resolve("logs"))) {
            for (Path file : files.sorted().toList()) {
                all.append(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    /// As Ctrl-C does; returns when every process has ended.
    @Override
    public void close() {
        try {
            launcher.destroy();
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                launcher.descendants().forEach(ProcessHandle::destroyForcibly);
                launcher.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
