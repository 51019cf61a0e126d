package dev.switchboard.admin.mail;

/// The mail server will never take this mail.
final class MailRefused extends RuntimeException {
    private final String reason;

    MailRefused(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
