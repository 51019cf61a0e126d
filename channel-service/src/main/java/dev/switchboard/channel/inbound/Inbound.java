package dev.switchboard.channel.inbound;

import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.contract.MessageReceived;
import java.time.Instant;
import java.util.List;

/// One thing that a webhook brings.
public sealed interface Inbound {
    /// Names it among all events of its inbox, however often it is delivered.
    String providerEventId();

    /// Something to tell conversation-service, once its files are fetched.
    ///
    /// @param incomplete the webhook has to ask its provider for more before it is told
    record Received(String providerEventId, MessageReceived fact, List<Media> media, boolean incomplete)
            implements Inbound {
        public Received(String providerEventId, MessageReceived fact, List<Media> media) {
            this(providerEventId, fact, media, false);
        }

        public Received(String providerEventId, MessageReceived fact) {
            this(providerEventId, fact, List.of());
        }

        boolean waits() {
            return incomplete || !media.isEmpty();
        }
    }

    /// How far one of our messages has come.
    record Reported(String providerEventId, StatusReport report) implements Inbound {}

    /// How far all of our messages to somebody have come that were sent up to a moment.
    record Watermark(String providerEventId, String recipient, Instant upTo, DeliveryUpdated.Status status)
            implements Inbound {}

    /// What somebody did to a conversation there.
    record Acted(String providerEventId, IntegrationActed fact) implements Inbound {}

    /// Nothing for anybody to read, a machine's answer to ours for example; the log shows that it came.
    record Ignored(String providerEventId) implements Inbound {}
}
