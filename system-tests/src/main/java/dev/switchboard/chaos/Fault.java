package dev.switchboard.chaos;

import java.util.Map;
import java.util.Set;

/// One kind of trouble: what it does to a suite under load, and what must hold then besides what always must.
public interface Fault {
    /// As in the table of the guarantees: `F1`, or `F5b` for another form of one.
    String code();

    String what();

    /// Replicas that it asks for, as `up --replicas` takes them.
    default String replicas() {
        return "";
    }

    /// Environment variables that its suite is started with.
    default Map<String, String> settings() {
        return Map.of();
    }

    /// Folders of its data folder (`kafka`, `postgres`) that lie on a small disk of their own.
    default Set<String> disks() {
        return Set.of();
    }

    /// The load under which it is played.
    ///
    /// @param usual that of the other faults
    default Load load(Load usual) {
        return usual;
    }

    /// @throws Exception counts as a miss
    void play(Scene scene) throws Exception;
}
