package dev.switchboard.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// A file system of its own, in memory, under one folder of a suite: it can be filled to its last page without harm to
/// anything else.
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "512m";
    private static final int PAGE = 4096;
    private static final Duration BUSY = Duration.ofSeconds(90);

    private final Path folder;
    private final Path balloon;
    private boolean mounted = true;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.balloon = folder.resolve("balloon");
    }

    /// @throws IllegalStateException where this machine does not let us mount one
    static SmallDisk under(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String trouble =
                run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=700", "switchboard-chaos", folder.toString());
        if (!trouble.isEmpty()) {
            throw new IllegalStateException("a small disk for " + folder.getFileName() + " cannot be mounted ("
                    + trouble + "): play this fault as root, where mounting a tmpfs is allowed");
        }
        SmallDisk disk = new SmallDisk(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
        return disk;
    }

    /// Takes what is left, down to the last page; again, what has become free since.
    void fill() {
        for (int size = 256 * PAGE; size >= PAGE; size /= 16) {
            fill(size);
        }
    }

    private void fill(int size) {
        try (FileChannel file = FileChannel.open(balloon, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.allocate(size);
            while (true) {
                int _ = file.write(bytes.clear());
            }
        } catch (IOException _) {
            // no space left on device
        }
    }

    void free() {
        try {
            Files.deleteIfExists(balloon);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Once nobody uses it any more, or after a while without asking; what is in it is gone.
    @Override
    public synchronized void close() {
        if (mounted) {
            boolean free =
                    Patience.comes(BUSY, () -> run("umount", folder.toString()).isEmpty());
            if (!free) {
                String _ = run("umount", "--lazy", folder.toString());
            }
            mounted = false;
        }
    }

    /// @return what it says where it fails
    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : output.isEmpty() ? "no reason given" : output;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
