package dev.switchboard.common.egress;

/// No answer came, or none within the bounds; whether the request arrived is unknown. The reason is a sentence without
/// its full stop that can be shown to whoever named the address.
public final class EgressFailed extends RuntimeException {
    EgressFailed(String reason, Throwable cause) {
        super(reason, cause, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
