package dev.switchboard.chaos;

/// From the moment a fault strikes to the moment from which things may recover; the same for a kill, after which a
/// supervisor has to do the rest.
record Outage(String what, long beginNanos, long endNanos) {
    double seconds() {
        return (endNanos - beginNanos) / 1e9;
    }
}
