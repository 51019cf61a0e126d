package dev.switchboard.system;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where Node is: on the path, or in Playwright's driver bundle.
final class Node {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final String NAME = WINDOWS ? "node.exe" : "node";

    private Node() {}

    /// @throws IllegalStateException when there is none: tests that need one are never skipped
    static Path find() {
        return onPath().orElseGet(Node::bundled);
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Path bundled() {
        try (InputStream node = Node.class.getResourceAsStream("/driver/" + platform() + "/" + NAME)) {
            if (node == null) {
                throw new IllegalStateException("no Node on the path: install it");
            }
            Path folder = Files.createDirectories(Path.of("target/node").toAbsolutePath());
            Path file = Files.createTempFile(folder, "node-", "");
            Files.copy(node, file, StandardCopyOption.REPLACE_EXISTING);
            if (!file.toFile().setExecutable(true)) {
                throw new IllegalStateException(file + " cannot be made executable");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bundle's word for this machine.
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (WINDOWS) {
            return "win32_x64";
        }
        return (system.contains("mac") ? "mac" : "linux") + (arm ? "-arm64" : "");
    }
}
