package dev.switchboard.channel.ses;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What SES tells inside of a message of SNS.
record SesNotice(
        @Nullable String notificationType,
        @Nullable String eventType,
        @Nullable Mail mail,
        @Nullable Receipt receipt,
        @Nullable String content,
        @Nullable Bounce bounce) {
    record Mail(@Nullable String messageId) {}

    record Receipt(
            @Nullable Verdict spamVerdict,
            @Nullable Verdict virusVerdict,
            @Nullable Action action) {}

    record Verdict(@Nullable String status) {
        boolean fails() {
            return "FAIL".equals(status);
        }
    }

    record Action(@Nullable String type, @Nullable String encoding) {}

    record Bounce(@Nullable String bounceType, @Nullable List<Recipient> bouncedRecipients) {}

    record Recipient(
            @Nullable String emailAddress,
            @Nullable String status,
            @Nullable String diagnosticCode) {}

    /// Received, Bounce, Complaint or Delivery; configuration sets call the field otherwise.
    String kind() {
        String kind = notificationType == null ? eventType : notificationType;
        return kind == null ? "" : kind;
    }

    boolean unwanted() {
        return receipt != null
                && ((receipt.spamVerdict() != null && receipt.spamVerdict().fails())
                        || (receipt.virusVerdict() != null
                                && receipt.virusVerdict().fails()));
    }

    boolean inBase64() {
        return receipt != null
                && receipt.action() != null
                && "BASE64".equalsIgnoreCase(receipt.action().encoding());
    }
}
