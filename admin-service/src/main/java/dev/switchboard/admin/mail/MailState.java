package dev.switchboard.admin.mail;

/// What became of a mail.
public enum MailState {
    QUEUED,
    SENT,
    FAILED
}
