package dev.switchboard.admin.session;

/// What comes of a right password.
sealed interface LoginOutcome {
    record LoggedIn(Login login) implements LoginOutcome {}

    /// A code of the second factor opens the login.
    ///
    /// @param challengeId unguessable
    record CodeNeeded(String challengeId) implements LoginOutcome {}
}
