package dev.switchboard.channel.telegram;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.channel.telegram.Update.Message;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.Digest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// What Telegram tells a bot: messages, and their corrections.
@Component
class TelegramWebhook implements Webhook {
    private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

    private final ProviderAccounts accounts;
    private final TelegramClient client;
    private final MediaClient media;
    private final JsonMapper json;
    private final Clock clock;

    TelegramWebhook(ProviderAccounts accounts, TelegramClient client, MediaClient media, JsonMapper json, Clock clock) {
        this.accounts = accounts;
        this.client = client;
        this.media = media;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return TelegramSettings.PROVIDER;
    }

    @Override
    public String proof() {
        return SECRET;
    }

    /// An update does not name its bot: the secret does.
    @Override
    public Whose whose(Hook hook) {
        Update _ = parsed(hook);
        return new Whose.Holder(String.valueOf(hook.header(SECRET)));
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        String presented = hook.header(SECRET);
        String secret = accounts.open(account, TelegramSettings.class).secretToken();
        return presented != null && Digest.same(secret, presented);
    }

    private Update parsed(Hook hook) {
        return hook.as(json, Update.class, "update");
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        Update update = parsed(hook);
        Inbound event = null;
        if (update.updateId() != null && update.message() != null) {
            event = said(account, update.updateId(), update.message());
        } else if (update.updateId() != null && update.editedMessage() != null) {
            event = corrected(account, update.updateId(), update.editedMessage());
        }
        return event == null ? List.of() : List.of(event);
    }

    private @Nullable Inbound said(ProviderAccount account, long updateId, Message message) {
        Address address = address(account, message);
        if (address == null) {
            return null;
        }
        Media file = file(message);
        String text = file == null ? words(message) : caption(message);
        if (text.isBlank() && file == null) {
            return null;
        }
        return new Inbound.Received(
                "update:" + updateId,
                new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        address,
                        clock.instant(),
                        key(message),
                        new Profile(name(message.from()), null, null),
                        text,
                        List.of(),
                        message.date() == null ? null : Instant.ofEpochSecond(message.date()),
                        Map.of()),
                file == null ? List.of() : List.of(file));
    }

    private @Nullable Inbound corrected(ProviderAccount account, long updateId, Message message) {
        Address address = address(account, message);
        return address == null || words(message).isBlank()
                ? null
                : new Inbound.Received(
                        "update:" + updateId,
                        new MessageReceived.Corrected(
                                Ids.next(),
                                account.accountId(),
                                address,
                                clock.instant(),
                                key(message),
                                words(message)));
    }

    /// The chat is who we answer: a person, or a group. A topic of a forum is a thread.
    private static @Nullable Address address(ProviderAccount account, Message message) {
        boolean bot =
                message.from() != null && Boolean.TRUE.equals(message.from().isBot());
        Long chat = message.chat() == null ? null : message.chat().id();
        if (chat == null || message.messageId() == null || bot) {
            return null;
        }
        boolean topic = Boolean.TRUE.equals(message.isTopicMessage()) && message.messageThreadId() != null;
        return new Address(
                account.inboxId(),
                Channel.TELEGRAM,
                Long.toString(chat),
                topic ? String.valueOf(message.messageThreadId()) : null);
    }

    private static String key(Message message) {
        return Objects.requireNonNull(message.chat()).id() + ":" + message.messageId();
    }

    private static @Nullable String name(Update.@Nullable User user) {
        if (user == null) {
            return null;
        }
        String name = Stream.of(user.firstName(), user.lastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return storable(name.isBlank() ? String.valueOf(user.username()) : name);
    }

    private static String words(Message message) {
        if (message.sticker() != null) {
            return storable("[sticker] "
                            + Objects.requireNonNullElse(message.sticker().emoji(), ""))
                    .strip();
        }
        if (message.location() != null) {
            return "[location] (" + message.location().latitude() + ", "
                    + message.location().longitude() + ")";
        }
        if (message.contact() != null) {
            return storable("[contact] " + message.contact().firstName() + " "
                    + message.contact().phoneNumber());
        }
        return storable(Objects.requireNonNullElse(message.text(), caption(message)));
    }

    private static String caption(Message message) {
        return message.caption() == null ? "" : storable(message.caption());
    }

    private static @Nullable Media file(Message message) {
        if (message.largestPhoto() != null) {
            return media("image", message.largestPhoto(), "image/jpeg");
        }
        if (message.voice() != null) {
            return media("audio", message.voice(), "audio/ogg");
        }
        if (message.audio() != null) {
            return media("audio", message.audio(), "audio/mpeg");
        }
        if (message.video() != null) {
            return media("video", message.video(), "video/mp4");
        }
        return message.document() == null ? null : media("document", message.document(), "application/octet-stream");
    }

    private static @Nullable Media media(String kind, Update.File file, String type) {
        return file.fileId() == null
                ? null
                : new Media(
                        file.fileId(),
                        kind,
                        storable(Objects.requireNonNullElse(file.fileName(), kind)),
                        storable(Objects.requireNonNullElse(file.mimeType(), type)));
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    @Override
    public Mono<byte[]> fetch(ProviderAccount account, Media file) {
        return client.file(accounts.open(account, TelegramSettings.class), file.ref())
                .flatMap(url -> media.get(url, Map.of()));
    }
}
