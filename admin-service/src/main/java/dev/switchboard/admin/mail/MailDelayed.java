package dev.switchboard.admin.mail;

/// The mail server cannot take this mail now.
final class MailDelayed extends RuntimeException {
    private final String reason;

    MailDelayed(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
