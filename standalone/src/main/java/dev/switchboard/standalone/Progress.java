package dev.switchboard.standalone;

import java.io.PrintStream;
import java.time.Duration;

/// One line to the terminal for each step of a start or a stop, with the time since the launcher began.
final class Progress {
    private final PrintStream out;
    private final long begun;

    Progress(PrintStream out, long begunNanos) {
        this.out = out;
        this.begun = begunNanos;
    }

    void ready(String name) {
        line("%-22s ready %5.1f s".formatted(name, seconds()));
    }

    void line(String text) {
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    double seconds() {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
