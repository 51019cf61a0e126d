package dev.switchboard.channel.ses;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.channel.inbound.MalformedWebhook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What SNS posts, signed over some of its fields.
record SnsMessage(
        @JsonProperty("Type") @Nullable String type,
        @JsonProperty("MessageId") @Nullable String messageId,
        @JsonProperty("TopicArn") @Nullable String topicArn,
        @JsonProperty("Subject") @Nullable String subject,
        @JsonProperty("Message") @Nullable String message,
        @JsonProperty("Timestamp") @Nullable String timestamp,
        @JsonProperty("Token") @Nullable String token,
        @JsonProperty("SubscribeURL") @Nullable String subscribeUrl,
        @JsonProperty("SignatureVersion") @Nullable String signatureVersion,
        @JsonProperty("Signature") @Nullable String signature,
        @JsonProperty("SigningCertURL") @Nullable String signingCertUrl) {
    /// @throws MalformedWebhook for what is none
    static SnsMessage of(JsonMapper json, byte[] body) {
        try {
            SnsMessage read = json.readValue(body, SnsMessage.class);
            if (read == null || read.type() == null || read.topicArn() == null) {
                throw new MalformedWebhook("no message of SNS");
            }
            return read;
        } catch (JacksonException _) {
            throw new MalformedWebhook("no message of SNS");
        }
    }

    boolean notifies() {
        return "Notification".equals(type);
    }

    boolean asksToConfirm() {
        return "SubscriptionConfirmation".equals(type);
    }

    /// The bytes that the signature is over: names and values of some fields, each on a line, in this order.
    byte[] signed() {
        StringBuilder text = new StringBuilder();
        List<String[]> fields = notifies()
                ? List.of(
                        field("Message", message),
                        field("MessageId", messageId),
                        field("Subject", subject),
                        field("Timestamp", timestamp),
                        field("TopicArn", topicArn),
                        field("Type", type))
                : List.of(
                        field("Message", message),
                        field("MessageId", messageId),
                        field("SubscribeURL", subscribeUrl),
                        field("Timestamp", timestamp),
                        field("Token", token),
                        field("TopicArn", topicArn),
                        field("Type", type));
        for (String[] field : fields) {
            if (field.length == 2) {
                text.append(field[0]).append('\n').append(field[1]).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String[] field(String name, @Nullable String value) {
        return value == null ? new String[0] : new String[] {name, value};
    }
}
