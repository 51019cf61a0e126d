package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.meta.MetaErrors;
import dev.switchboard.channel.whatsapp.CloudWebhook.Message;
import dev.switchboard.channel.whatsapp.CloudWebhook.Status;
import dev.switchboard.channel.whatsapp.CloudWebhook.Value;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads what a verified webhook brings to one account. An event without the ids that it needs is left out.
@Component
class WebhookReader {
    private final Clock clock;

    WebhookReader(Clock clock) {
        this.clock = clock;
    }

    List<Inbound> read(ProviderAccount account, Value value) {
        return Stream.concat(
                        value.messages().stream().map(message -> received(account, value, message)),
                        value.statuses().stream().map(WebhookReader::reported))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Inbound received(ProviderAccount account, Value value, Message message) {
        String from = message.from() == null ? "" : Numbers.identity(message.from());
        if (message.id() == null || from.isEmpty() || isReactionTakenBack(message)) {
            return null;
        }
        String id = storable(message.id());
        Address address = new Address(account.inboxId(), Channel.WHATSAPP, from, null);
        Media file = media(message);
        return new Inbound.Received(
                "message:" + id,
                new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        address,
                        clock.instant(),
                        id,
                        new Profile(name(value, from), null, "+" + from),
                        storable(file == null ? Wording.of(message) : caption(message)),
                        List.of(),
                        sentAt(message.timestamp()),
                        metadata(message)),
                file == null ? List.of() : List.of(file));
    }

    private static boolean isReactionTakenBack(Message message) {
        return message.reaction() != null
                && (message.reaction().emoji() == null
                        || message.reaction().emoji().isEmpty());
    }

    private static @Nullable String name(Value value, String from) {
        return value.contacts().stream()
                .filter(contact -> contact.waId() == null || contact.waId().equals(from))
                .map(contact ->
                        contact.profile() == null ? null : contact.profile().name())
                .filter(Objects::nonNull)
                .findFirst()
                .map(WebhookReader::storable)
                .orElse(null);
    }

    /// Fetched at once: WhatsApp keeps it for some days, and its address for minutes.
    private static @Nullable Media media(Message message) {
        CloudWebhook.Media media = message.media();
        if (media == null || media.id() == null) {
            return null;
        }
        String kind = String.valueOf(message.type());
        String type = media.mimeType() == null ? "application/octet-stream" : storable(media.mimeType());
        return new Media(
                storable(media.id()), kind, media.filename() == null ? kind : storable(media.filename()), type);
    }

    private static String caption(Message message) {
        CloudWebhook.Media media = message.media();
        return media == null || media.caption() == null ? "" : media.caption();
    }

    private static Map<String, String> metadata(Message message) {
        Map<String, String> metadata = new HashMap<>();
        CloudWebhook.Media media = message.media();
        if (media != null && media.id() != null) {
            metadata.put("whatsapp.media_id", storable(media.id()));
        }
        if (message.context() != null && message.context().id() != null) {
            metadata.put("whatsapp.reply_to", storable(message.context().id()));
        }
        return metadata;
    }

    private static @Nullable Instant sentAt(@Nullable String timestamp) {
        return timestamp != null && timestamp.matches("\\d{1,11}")
                ? Instant.ofEpochSecond(Long.parseLong(timestamp))
                : null;
    }

    private static @Nullable Inbound reported(Status status) {
        DeliveryUpdated.Status known = switch (String.valueOf(status.status())) {
            case "sent" -> DeliveryUpdated.Status.SENT;
            case "delivered" -> DeliveryUpdated.Status.DELIVERED;
            case "read" -> DeliveryUpdated.Status.READ;
            case "failed" -> DeliveryUpdated.Status.FAILED;
            default -> null;
        };
        if (status.id() == null || known == null) {
            return null;
        }
        String id = storable(status.id());
        String reason = known == DeliveryUpdated.Status.FAILED ? reason(status.errors()) : null;
        return new Inbound.Reported(
                "status:" + id + ":" + status.status(),
                new StatusReport(id, deliveryId(status.bizOpaqueCallbackData()), known, reason));
    }

    private static String reason(List<CloudWebhook.Trouble> troubles) {
        if (troubles.isEmpty()) {
            return "WhatsApp says that the message failed, and not why";
        }
        CloudWebhook.Trouble first = troubles.getFirst();
        return MetaErrors.failed("WhatsApp", first.code(), first.words()).told();
    }

    private static @Nullable UUID deliveryId(@Nullable String callbackData) {
        if (callbackData == null) {
            return null;
        }
        try {
            return UUID.fromString(callbackData);
        } catch (IllegalArgumentException e) {
            return null; // somebody else's message over the same number
        }
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
