package dev.switchboard.gateway.socket;

/// A text message as it goes over the wire, made once and sent to any number of sockets. It is never changed.
public final class Frame {
    private final byte[] text;

    private Frame(byte[] text) {
        this.text = text;
    }

    /// @param utf8 not changed afterwards
    public static Frame text(byte[] utf8) {
        return new Frame(utf8);
    }

    byte[] text() {
        return text;
    }
}
