package dev.switchboard.channel.inbound;

import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.common.contract.MessageReceived;

/// One thing that a webhook brings.
public sealed interface Inbound {
    /// Names it among all events of its inbox, however often it is delivered.
    String providerEventId();

    /// Something to tell conversation-service.
    record Received(String providerEventId, MessageReceived fact) implements Inbound {}

    /// How far one of our messages has come.
    record Reported(String providerEventId, StatusReport report) implements Inbound {}
}
