package dev.switchboard.system.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What one attack came to: written to `target/attacks`, with every leak in full.
public final class Tally {
    private final String attack;
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger blocked = new AtomicInteger();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    /// @param attack its number in the table of `docs/guarantees.md`
    public Tally(String attack) {
        this.attack = attack;
    }

    /// @param refused whether it was answered with an error, and not merely without effect
    public void count(boolean refused) {
        attempts.incrementAndGet();
        if (refused) {
            blocked.incrementAndGet();
        }
    }

    /// No answer is as bad as a wrong one.
    void trying(Attempt attempt, Runnable send) {
        try {
            send.run();
        } catch (UncheckedIOException e) {
            leak(e.getCause() + " to " + attempt);
        }
    }

    public void leak(String what) {
        leaks.add(what);
    }

    public List<String> leaks() {
        try {
            Path folder = Files.createDirectories(Path.of("target/attacks"));
            Files.writeString(
                    folder.resolve(attack + ".txt"),
                    "%s attempts=%d blocked=%d leaks=%d%n%s%n"
                            .formatted(attack, attempts.get(), blocked.get(), leaks.size(), String.join("\n", leaks)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(leaks);
    }
}
