package dev.switchboard.admin.mail;

import java.util.UUID;

/// A letter that a worker holds.
///
/// @param attempt the first is 1
record MailJob(UUID id, Letter letter, int attempt) {}
