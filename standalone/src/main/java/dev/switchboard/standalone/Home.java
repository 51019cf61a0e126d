package dev.switchboard.standalone;

import dev.switchboard.embedded.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The data folder: `.switchboard` beside the script, or `SWITCHBOARD_HOME`.
record Home(Path folder) {
    /// Bytes, of which Kafka takes more at once.
    private static final long LEAST = 1024 * 1024;

    static Home of(Map<String, String> environment) {
        return new Home(Path.of(environment.getOrDefault("SWITCHBOARD_HOME", ".switchboard"))
                .toAbsolutePath()
                .normalize());
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path blobs() {
        return folder.resolve("blobs");
    }

    Path binaries() {
        return folder.resolve("programs");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    Path runFile() {
        return folder.resolve("run.json");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path secretKeyBase() {
        return folder.resolve("secret-key-base");
    }

    /// What secrets at rest are sealed with, the current one first; not there before the first rotation.
    Path masterKeys() {
        return folder.resolve("master-keys");
    }

    Path postgresPassword() {
        return folder.resolve("postgres-password");
    }

    /// Written once the demo tenant stands, so that an interrupted seeding is done again and a finished one never.
    Path seeded() {
        return folder.resolve("demo-seeded");
    }

    boolean isNew() {
        return !Files.exists(postgres());
    }

    /// Whether Kafka, which says no more than that it ends, has no room left.
    boolean isFull() {
        try {
            return Files.getFileStore(kafka()).getUsableSpace() < LEAST;
        } catch (IOException _) {
            return false;
        }
    }

    void create() {
        try {
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw new Refusal("The data folder " + folder + " cannot be made (" + e.getMessage()
                    + "): give a writable one in SWITCHBOARD_HOME.");
        }
    }

    void delete() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
