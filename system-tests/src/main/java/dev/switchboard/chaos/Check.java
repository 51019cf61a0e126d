package dev.switchboard.chaos;

/// One line that a fault has to pass.
///
/// @param measured the figure behind the verdict
/// @param timed whether it depends on how fast the machine is
public record Check(String what, boolean holds, String measured, boolean timed) {
    @Override
    public String toString() {
        return (holds ? "PASS " : timed ? "MISS of a time, " : "MISS ") + what + ": " + measured;
    }
}
