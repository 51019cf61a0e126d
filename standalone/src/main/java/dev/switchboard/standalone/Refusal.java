package dev.switchboard.standalone;

/// The command cannot be done. The message is all the user sees: one sentence that says what to do.
final class Refusal extends RuntimeException {
    Refusal(String message) {
        super(message);
    }
}
