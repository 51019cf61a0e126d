package dev.switchboard.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// Whether the demo tenant stands in a data folder: only an empty folder gets it.
final class Demo {
    private static final String BEGUN = "begun";
    private static final String DECLINED = "declined";
    private static final String DONE = "done";

    private Demo() {}

    /// Decides before anything is started, so that a start that is interrupted goes on with the same decision.
    ///
    /// @return whether the demo tenant is to be made once the services run
    static boolean decide(Home home, boolean wanted) {
        boolean seeds = wanted && (home.isNew() || state(home).equals(BEGUN));
        if (seeds) {
            mark(home, BEGUN);
        } else if (state(home).equals(BEGUN)) {
            mark(home, DECLINED);
        }
        return seeds;
    }

    static void seed(Home home, PortPlan ports, Keys keys) {
        new DemoTenant(ports, keys).provision();
        mark(home, DONE);
    }

    /// The backup that this folder was made of had the demo tenant.
    static void restored(Home home) {
        mark(home, DONE);
    }

    static boolean isSeeded(Home home) {
        return state(home).equals(DONE);
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
