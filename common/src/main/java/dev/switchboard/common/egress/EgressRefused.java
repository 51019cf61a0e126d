package dev.switchboard.common.egress;

/// The address may not be called, now or later: nothing was sent. The message reads after the name of a field ("must
/// be…"), and can be shown to whoever named the address.
public final class EgressRefused extends RuntimeException {
    EgressRefused(String what) {
        super(what, null, false, false);
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
