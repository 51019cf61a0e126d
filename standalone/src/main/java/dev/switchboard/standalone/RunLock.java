package dev.switchboard.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One launcher a data folder. The lock dies with its process, so a killed launcher leaves none behind.
final class RunLock {
    /// An unreachable channel would be closed by the garbage collector, and its lock with it.
    private static @Nullable FileChannel held;

    private RunLock() {}

    /// Holds the lock for the life of this JVM.
    static void hold(Home home) {
        try {
            FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new Refusal("Switchboard already runs on " + home.folder()
                        + ": see ./switchboard status, or stop it with ./switchboard down.");
            }
            held = channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + home.lock(), e);
        }
    }
}
