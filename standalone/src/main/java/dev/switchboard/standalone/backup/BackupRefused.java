package dev.switchboard.standalone.backup;

/// A backup that cannot be restored here. The message says why and what to do.
public final class BackupRefused extends RuntimeException {
    BackupRefused(String message) {
        super(message);
    }
}
