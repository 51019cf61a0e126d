package dev.switchboard.emulators.fault;

/// How a provider takes a message, and how it refuses one.
///
/// @param <A> its answer
public interface Reaction<A> {
    /// @param undelivered a later status says that it failed
    A accept(boolean undelivered);

    RuntimeException tooMany();

    RuntimeException fails();

    RuntimeException refuses();
}
