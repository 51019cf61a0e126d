package dev.switchboard.standalone;

/// The services as they run: all in this JVM, or each in a process of its own.
interface Fleet extends AutoCloseable {
    /// Starts the instance and returns when it answers on its ports, or throws a `Refusal` with the reason.
    void start(Instance instance);

    /// The process in which the instance runs now.
    long pid(Instance instance);

    /// Stops all instances, the gateway first.
    @Override
    void close();
}
