package dev.switchboard.channel.intercom;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.intercom.Notification.Item;
import dev.switchboard.channel.intercom.Notification.Part;
import dev.switchboard.channel.mail.HtmlText;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what was said in a conversation of one workspace: by the contact who began it, or by somebody of the business
/// who writes at Intercom. What our own teammate wrote there is known already.
final class NotificationReader {
    private static final int MOST_FILES = 10;

    private final ProviderAccount account;
    private final IntercomSettings settings;
    private final Clock clock;

    NotificationReader(ProviderAccount account, IntercomSettings settings, Clock clock) {
        this.account = account;
        this.settings = settings;
        this.clock = clock;
    }

    List<Inbound> read(Notification notification) {
        Item item = notification.item();
        if (item == null || !item.isConversation()) {
            return List.of();
        }
        String id = storable(String.valueOf(item.id()));
        return item
                .customer()
                .map(customer -> new Address(account.inboxId(), Channel.INTERCOM, storable(customer), id))
                .stream()
                .flatMap(address -> said(notification, item, address))
                .toList();
    }

    private Stream<Inbound> said(Notification notification, Item item, Address address) {
        return switch (String.valueOf(notification.topic())) {
            case "conversation.user.created" ->
                Stream.ofNullable(item.source())
                        .flatMap(part -> said(part, "conversation:" + address.thread(), address));
            case "conversation.user.replied", "conversation.admin.replied" ->
                item.parts().stream()
                        .filter(part -> part.id() != null)
                        .flatMap(part -> said(part, "part:" + storable(String.valueOf(part.id())), address));
            default -> Stream.empty();
        };
    }

    private Stream<Inbound> said(Part part, String key, Address address) {
        String text = part.body() == null ? "" : storable(HtmlText.of(part.body()));
        List<Media> files = part.files().stream()
                .flatMap(NotificationReader::file)
                .limit(MOST_FILES)
                .toList();
        Notification.Author author = part.author();
        if (author == null || !part.isSeenByAll() || (text.isBlank() && files.isEmpty())) {
            return Stream.empty();
        }
        if (author.isContact()) {
            return Stream.of(new Inbound.Received(key, saidByContact(part, author, key, text, address), files));
        }
        return "admin".equals(author.type()) && !settings.wrote(author)
                ? Stream.of(new Inbound.Received(key, saidByColleague(author, key, text, address), files))
                : Stream.empty();
    }

    private MessageReceived.Said saidByContact(
            Part part, Notification.Author author, String key, String text, Address address) {
        boolean starter = address.identity().equals(author.id());
        return new MessageReceived.Said(
                Ids.next(),
                account.accountId(),
                address,
                clock.instant(),
                key,
                starter ? new Profile(known(author.name()), known(author.email()), null) : Profile.NOTHING,
                text,
                List.of(),
                part.createdAt() == null ? null : Instant.ofEpochSecond(part.createdAt()),
                Map.of());
    }

    private MessageReceived.SentOutside saidByColleague(
            Notification.Author author, String key, String text, Address address) {
        return new MessageReceived.SentOutside(
                Ids.next(),
                account.accountId(),
                address,
                clock.instant(),
                key,
                new Author(Author.Kind.AGENT, null, known(author.name()), null),
                text,
                List.of());
    }

    private static Stream<Media> file(Notification.File file) {
        String url = file.url();
        String name = storable(Objects.requireNonNullElse(file.name(), "file"));
        String type = storable(Objects.requireNonNullElse(file.contentType(), "application/octet-stream"));
        return url == null ? Stream.empty() : Stream.of(new Media(url, kind(type), name, type));
    }

    private static String kind(String type) {
        String family = type.replaceFirst("/.*", "");
        return List.of("image", "audio", "video").contains(family) ? family : "document";
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    private static @Nullable String known(@Nullable String text) {
        return text == null || text.isBlank() ? null : storable(text);
    }
}
