package dev.switchboard.channel.x;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.channel.x.ActivityWebhook.Create;
import dev.switchboard.channel.x.ActivityWebhook.Event;
import dev.switchboard.channel.x.ActivityWebhook.Seen;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// What X tells us: direct messages, and that ours were read.
@Component
class XWebhook implements Webhook {
    private final ProviderAccounts accounts;
    private final MediaClient media;
    private final JsonMapper json;
    private final Clock clock;

    XWebhook(ProviderAccounts accounts, MediaClient media, JsonMapper json, Clock clock) {
        this.accounts = accounts;
        this.media = media;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return XSettings.PROVIDER;
    }

    @Override
    public String proof() {
        return XSignature.HEADER;
    }

    @Override
    public Whose whose(Hook hook) {
        String user = parsed(hook).forUserId();
        return user == null ? new Whose.OnlyOne() : new Whose.Named(Set.of(user));
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        String signature = hook.header(XSignature.HEADER);
        return signature != null
                && XSignature.verifies(
                        signature,
                        hook.body(),
                        accounts.open(account, XSettings.class).consumerSecret());
    }

    private ActivityWebhook parsed(Hook hook) {
        return hook.as(json, ActivityWebhook.class, "account activity");
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        ActivityWebhook webhook = parsed(hook);
        return Stream.concat(
                        webhook.directMessageEvents().stream()
                                .flatMap(event -> Stream.ofNullable(message(account, webhook, event))),
                        webhook.directMessageMarkReadEvents().stream().flatMap(seen -> Stream.ofNullable(seen(seen))))
                .toList();
    }

    private @Nullable Inbound message(ProviderAccount account, ActivityWebhook webhook, Event event) {
        Create create = event.messageCreate();
        if (event.id() == null || create == null || create.senderId() == null || create.messageData() == null) {
            return null;
        }
        String id = storable(event.id());
        String text = create.messageData().text() == null
                ? ""
                : storable(create.messageData().text());
        List<Media> files = files(create);
        if (text.isBlank() && files.isEmpty()) {
            return null;
        }
        if (create.senderId().equals(account.externalId())) {
            return null; // our own, which X tells us of as well
        }
        ActivityWebhook.User user = webhook.users().get(create.senderId());
        return new Inbound.Received(
                "message:" + id,
                new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        address(account, create.senderId()),
                        clock.instant(),
                        id,
                        new Profile(user == null || user.name() == null ? null : storable(user.name()), null, null),
                        text,
                        List.of(),
                        at(event.createdTimestamp()),
                        Map.of()),
                files);
    }

    private static @Nullable Inbound seen(Seen seen) {
        Instant upTo = at(seen.createdTimestamp());
        return seen.senderId() == null || upTo == null
                ? null
                : new Inbound.Watermark(
                        "read:" + seen.senderId() + ":" + seen.createdTimestamp(), seen.senderId(), upTo, Status.READ);
    }

    private static Address address(ProviderAccount account, String user) {
        return new Address(account.inboxId(), Channel.X, storable(user), null);
    }

    private static List<Media> files(Create create) {
        ActivityWebhook.Attachment attachment =
                create.messageData() == null ? null : create.messageData().attachment();
        ActivityWebhook.Media file = attachment == null ? null : attachment.media();
        if (file == null || file.mediaUrlHttps() == null) {
            return List.of();
        }
        boolean photo = "photo".equals(file.type());
        return List.of(new Media(
                file.mediaUrlHttps(),
                photo ? "image" : "video",
                photo ? "image" : "video",
                photo ? "image/jpeg" : "video/mp4"));
    }

    private static @Nullable Instant at(@Nullable String millis) {
        return millis != null && millis.matches("\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(millis)) : null;
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    @Override
    public Mono<byte[]> fetch(ProviderAccount account, Media file) {
        XSettings settings = accounts.open(account, XSettings.class);
        return media.get(file.ref(), Map.of("Authorization", "Bearer " + settings.accessToken()));
    }
}
