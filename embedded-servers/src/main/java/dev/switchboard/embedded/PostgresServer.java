package dev.switchboard.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL of our own on the loopback interface, with its data in a folder that outlives it. The postmaster is a
/// process group of its own, so that a Ctrl-C reaches only us and we stop it last.
public final class PostgresServer implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final String PATIENCE_SECONDS = "60";

    private final PostgresSettings settings;
    private final PostgresPrograms programs;
    private final long pid;

    private PostgresServer(PostgresSettings settings, PostgresPrograms programs, long pid) {
        this.settings = settings;
        this.programs = programs;
        this.pid = pid;
    }

    /// Returns when the server accepts connections. One that a killed launcher left behind on the same folder is
    /// stopped first.
    ///
    /// @throws ServerFailed when the folder is damaged or the port is taken
    public static PostgresServer start(PostgresSettings settings) {
        PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpackedUnder(settings.binaries()));
        try {
            if (!Files.exists(settings.data().resolve("PG_VERSION"))) {
                initialise(settings, programs);
            }
            stopLeftover(settings);
            Files.deleteIfExists(settings.log());
            return launched(settings, programs);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + settings.data(), e);
        }
    }

    private static PostgresServer launched(PostgresSettings settings, PostgresPrograms programs) throws IOException {
        launch(settings, programs);
        long pid = Postmaster.of(settings.data())
                .orElseThrow(() -> new ServerFailed("PostgreSQL stopped right after its start; see " + settings.log()))
                .pid();
        return new PostgresServer(settings, programs, pid);
    }

    /// Starts it once more after it has ended unasked; its log goes on.
    ///
    /// @throws ServerFailed when it does not start, on a full disk for one; it may be tried again
    public PostgresServer again() {
        stopLeftover(settings);
        try {
            return launched(settings, programs);
        } catch (IOException e) {
            throw new ServerFailed("PostgreSQL cannot be started in " + settings.data() + ": " + e.getMessage(), e);
        }
    }

    /// False once its process has ended, whatever ended it.
    public boolean isRunning() {
        try {
            return Postmaster.of(settings.data())
                    .filter(found -> found.pid() == pid)
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + settings.data(), e);
        }
    }

    /// Stops the postmaster that runs on this folder, if one does.
    public static void stopLeftover(PostgresSettings settings) {
        try {
            if (Postmaster.of(settings.data()).isPresent()) {
                stop(settings, new PostgresPrograms(PostgresBinaries.unpackedUnder(settings.binaries())));
            } else {
                // its number may belong to another process by now, and PostgreSQL would then refuse to start
                Files.deleteIfExists(settings.data().resolve(Postmaster.FILE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + settings.data(), e);
        }
    }

    public DatabaseServer address() {
        return new DatabaseServer("127.0.0.1", settings.port(), SUPERUSER, settings.password());
    }

    public long pid() {
        return pid;
    }

    /// Ends every connection and writes what is left; the data is clean afterwards.
    @Override
    public void close() {
        stop(settings, programs);
    }

    private static void initialise(PostgresSettings settings, PostgresPrograms programs) throws IOException {
        if (Files.exists(settings.data()) && !Folders.isEmpty(settings.data())) {
            throw damaged(settings, "PG_VERSION is missing");
        }
        Files.createDirectories(settings.data());
        Path password = Files.writeString(Files.createTempFile("postgres", "password"), settings.password());
        try {
            List<String> arguments = new ArrayList<>(List.of(
                    "-D",
                    settings.data().toString(),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + password,
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            if (!settings.durable()) {
                arguments.add("--no-sync");
            }
            programs.run("initdb", arguments);
        } finally {
            Files.delete(password);
        }
    }

    private static void launch(PostgresSettings settings, PostgresPrograms programs) throws IOException {
        String options = String.join(
                " ",
                settings.parameters().entrySet().stream()
                        .map(p -> "-c " + p.getKey() + "=" + p.getValue())
                        .toList());
        try {
            programs.run(
                    "pg_ctl",
                    List.of(
                            "start",
                            "-s",
                            "-w",
                            "-t",
                            PATIENCE_SECONDS,
                            "-D",
                            settings.data().toString(),
                            "-l",
                            settings.log().toString(),
                            "-o",
                            options));
        } catch (ServerFailed e) {
            throw damaged(settings, reason(settings, e));
        }
    }

    private static void stop(PostgresSettings settings, PostgresPrograms programs) {
        programs.run(
                "pg_ctl",
                List.of(
                        "stop",
                        "-s",
                        "-m",
                        "fast",
                        "-w",
                        "-t",
                        PATIENCE_SECONDS,
                        "-D",
                        settings.data().toString()));
    }

    private static ServerFailed damaged(PostgresSettings settings, String reason) {
        return new ServerFailed("PostgreSQL does not start on the data folder " + settings.data() + ": " + reason
                + ". If the folder is damaged, restore it from a backup or start over with `./switchboard reset`.");
    }

    private static String reason(PostgresSettings settings, ServerFailed otherwise) throws IOException {
        if (!Files.exists(settings.log())) {
            return String.valueOf(otherwise.getMessage());
        }
        return Files.readAllLines(settings.log()).stream()
                .filter(line -> line.matches(".*(FATAL|PANIC|LOG|could not).*"))
                .map(line -> line.replaceAll(".*?(FATAL|PANIC|LOG): +|^but ", ""))
                .reduce((_, last) -> last)
                .orElseGet(() -> String.valueOf(otherwise.getMessage()));
    }
}
