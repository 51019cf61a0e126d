package dev.switchboard.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// Whether the demo tenant stands in a data folder: only an empty folder gets it.
final class Demo {
    private static final String BEGUN = "begun";
    private static final String DONE = "done";

    private Demo() {}

    static void seed(Home home, PortPlan ports, Keys keys) {
        mark(home, BEGUN);
        new DemoTenant(ports, keys).provision();
        mark(home, DONE);
    }

    static boolean isSeeded(Home home) {
        return state(home).equals(DONE);
    }

    /// A start with a demo was stopped before it was done.
    static boolean interrupted(Home home) {
        return state(home).equals(BEGUN);
    }

    private static String state(Home home) {
        try {
            return Files.exists(home.seeded()) ? Files.readString(home.seeded()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mark(Home home, String state) {
        try {
            Files.writeString(home.seeded(), state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
