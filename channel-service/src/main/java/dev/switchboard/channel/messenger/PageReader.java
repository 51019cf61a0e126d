package dev.switchboard.channel.messenger;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.messenger.PageWebhook.Event;
import dev.switchboard.channel.messenger.PageWebhook.Message;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads what happened on a page: customers' messages, echoes of the page's own, and how far those have come.
@Component
class PageReader {
    private static final int MOST_FILES = 10;

    private final Clock clock;

    PageReader(Clock clock) {
        this.clock = clock;
    }

    List<Inbound> read(ProviderAccount account, PageWebhook webhook) {
        return webhook.entry().stream()
                .filter(entry -> entry.page() == null || entry.page().equals(account.externalId()))
                .flatMap(entry -> entry.messaging().stream())
                .flatMap(event -> Stream.ofNullable(read(account, event)))
                .toList();
    }

    private @Nullable Inbound read(ProviderAccount account, Event event) {
        String sender = event.sender() == null ? null : event.sender().id();
        if (sender == null) {
            return null;
        }
        if (event.message() != null) {
            return event.message().echoes()
                    ? echoed(account, event, event.message())
                    : said(account, sender, event, event.message());
        }
        if (event.postback() != null) {
            return pressed(account, sender, event, event.postback());
        }
        if (event.delivery() != null) {
            return watermark(sender, event.delivery().watermark(), Status.DELIVERED);
        }
        return event.read() == null ? null : watermark(sender, event.read().watermark(), Status.READ);
    }

    private @Nullable Inbound said(ProviderAccount account, String sender, Event event, Message message) {
        List<Media> files = files(message);
        String text = message.text() == null ? "" : storable(message.text());
        if (message.mid() == null || (text.isBlank() && files.isEmpty())) {
            return null;
        }
        Map<String, String> metadata = message.replyTo() == null
                        || message.replyTo().mid() == null
                ? Map.of()
                : Map.of("messenger.reply_to", storable(message.replyTo().mid()));
        return said(account, sender, event, storable(message.mid()), text, metadata, files);
    }

    private @Nullable Inbound pressed(
            ProviderAccount account, String sender, Event event, PageWebhook.Postback postback) {
        String text = Objects.requireNonNullElse(postback.title(), postback.payload());
        if (text == null || text.isBlank()) {
            return null;
        }
        String id = postback.mid() == null ? "postback:" + sender + ":" + event.timestamp() : postback.mid();
        return said(account, sender, event, storable(id), storable(text), Map.of(), List.of());
    }

    private Inbound said(
            ProviderAccount account,
            String sender,
            Event event,
            String id,
            String text,
            Map<String, String> metadata,
            List<Media> files) {
        return new Inbound.Received(
                "message:" + id,
                new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        address(account, sender),
                        clock.instant(),
                        id,
                        Profile.NOTHING,
                        text,
                        List.of(),
                        event.timestamp() == null ? null : Instant.ofEpochMilli(event.timestamp()),
                        metadata),
                files);
    }

    /// Our own message comes back with our id; another was written in Meta's own inbox.
    private @Nullable Inbound echoed(ProviderAccount account, Event event, Message message) {
        String customer = event.recipient() == null ? null : event.recipient().id();
        if (message.mid() == null || customer == null) {
            return null;
        }
        String id = storable(message.mid());
        UUID ours = deliveryId(message.metadata());
        if (ours != null) {
            return new Inbound.Reported("status:" + id + ":sent", new StatusReport(id, ours, Status.SENT, null));
        }
        List<Media> files = files(message);
        String text = message.text() == null ? "" : storable(message.text());
        if (text.isBlank() && files.isEmpty()) {
            return null;
        }
        return new Inbound.Received(
                "echo:" + id,
                new MessageReceived.SentOutside(
                        Ids.next(),
                        account.accountId(),
                        address(account, customer),
                        clock.instant(),
                        id,
                        new Author(Author.Kind.AGENT, null, "Messenger", null),
                        text,
                        List.of()),
                files);
    }

    private static @Nullable Inbound watermark(String customer, @Nullable Long watermark, Status status) {
        return watermark == null
                ? null
                : new Inbound.Watermark(
                        status + ":" + customer + ":" + watermark, customer, Instant.ofEpochMilli(watermark), status);
    }

    private static Address address(ProviderAccount account, String customer) {
        return new Address(account.inboxId(), Channel.MESSENGER, storable(customer), null);
    }

    private static List<Media> files(Message message) {
        return message.attachments().stream()
                .filter(file -> file.payload() != null && file.payload().url() != null)
                .limit(MOST_FILES)
                .map(file -> {
                    String kind = Objects.requireNonNullElse(file.type(), "file");
                    String url = Objects.requireNonNull(
                            Objects.requireNonNull(file.payload()).url());
                    return new Media(url, storable(kind), storable(kind), type(kind));
                })
                .toList();
    }

    private static String type(String kind) {
        return switch (kind) {
            case "image" -> "image/jpeg";
            case "audio" -> "audio/mp4";
            case "video" -> "video/mp4";
            default -> "application/octet-stream";
        };
    }

    private static @Nullable UUID deliveryId(@Nullable String metadata) {
        try {
            return metadata == null ? null : UUID.fromString(metadata);
        } catch (IllegalArgumentException e) {
            return null; // another application writes on the same page
        }
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
