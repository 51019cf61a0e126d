package dev.switchboard.testing;

import dev.switchboard.embedded.Folders;
import dev.switchboard.embedded.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real redis-server from the class path, on a free port of the loopback interface, with a password and without a
/// disk. It can be killed, paused and started again on the same port.
public final class RedisServer implements AutoCloseable {
    private static final String PASSWORD = "redis-test-password";
    private static final int PATIENCE = 20;
    /// Builds for Linux on Intel: the first needs OpenSSL 3 on the machine, the second nothing.
    private static final List<String> INTEL =
            List.of("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-386");

    private static final List<String> ARM = List.of("redis-server-6.2.7-linux-arm64");
    private static final List<String> MAC_INTEL = List.of("redis-server-6.2.6-v5-darwin-amd64");
    private static final List<String> MAC_ARM = List.of("redis-server-6.2.6-v5-darwin-arm64");

    private final Path folder;
    private final Path program;
    private final int port = Ports.free();
    private @Nullable Process process;

    private RedisServer(Path folder) {
        this.folder = folder;
        this.program = program(folder);
    }

    public static RedisServer started() {
        try {
            RedisServer server = new RedisServer(Files.createTempDirectory("switchboard-redis"));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public static String password() {
        return PASSWORD;
    }

    public String url() {
        return "redis://:" + PASSWORD + "@127.0.0.1:" + port;
    }

    /// Comes back when the server listens.
    public void start() {
        try {
            process = new ProcessBuilder(
                            program.toString(),
                            "--bind",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(port),
                            "--requirepass",
                            PASSWORD,
                            "--save",
                            "",
                            "--dir",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
            awaitPort();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < deadline && running().isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("redis-server does not listen: " + Files.readString(folder.resolve("redis.log")));
    }

    /// As `kill -9`: what it held is gone.
    public void kill() {
        running().destroyForcibly().onExit().join();
    }

    /// It keeps its connections and answers nothing.
    public void pause() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder(
                            "kill", signal, Long.toString(running().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process running() {
        Process now = process;
        if (now == null) {
            throw new IllegalStateException("the server was not started");
        }
        return now;
    }

    private static Path program(Path folder) {
        for (String name : builds()) {
            Path program = folder.resolve(name);
            try (InputStream packed = RedisServer.class.getResourceAsStream("/" + name)) {
                if (packed != null) {
                    Files.copy(packed, program);
                    if (program.toFile().setExecutable(true) && works(program)) {
                        return program;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no redis-server of the class path works on this machine: " + builds());
    }

    private static List<String> builds() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (mac) {
            return arm ? MAC_ARM : MAC_INTEL;
        }
        return arm ? ARM : INTEL;
    }

    private static boolean works(Path program) throws IOException {
        try {
            Process version = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(PATIENCE, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            kill();
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
