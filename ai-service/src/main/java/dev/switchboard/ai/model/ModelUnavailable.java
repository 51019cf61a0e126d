package dev.switchboard.ai.model;

/// The endpoint did not answer usefully.
final class ModelUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /// @param passing whether the same call may succeed a moment later
    ModelUnavailable(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    boolean isPassing() {
        return passing;
    }
}
