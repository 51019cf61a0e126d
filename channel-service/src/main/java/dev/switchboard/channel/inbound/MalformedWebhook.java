package dev.switchboard.channel.inbound;

/// A body that is nothing that the provider sends.
public final class MalformedWebhook extends RuntimeException {
    public MalformedWebhook(String what) {
        super(what, null, false, false);
    }
}
