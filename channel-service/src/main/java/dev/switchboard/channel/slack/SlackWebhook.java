package dev.switchboard.channel.slack;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.channel.slack.SlackEvent.Event;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// What Slack tells us of a channel. In a thread, whoever began it is the customer, and others are the business, who
/// answer from Slack.
@Component
class SlackWebhook implements Webhook {
    private static final int MOST_FILES = 10;

    private final ProviderAccounts accounts;
    private final MediaClient media;
    private final JsonMapper json;
    private final Clock clock;

    SlackWebhook(ProviderAccounts accounts, MediaClient media, JsonMapper json, Clock clock) {
        this.accounts = accounts;
        this.media = media;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return SlackSettings.PROVIDER;
    }

    @Override
    public String proof() {
        return SlackSignature.HEADER;
    }

    @Override
    public Whose whose(Hook hook) {
        if (SlackAction.isIn(hook)) {
            String place = SlackAction.read(hook, json).place();
            return place == null ? new Whose.Anybody() : new Whose.Named(Set.of(place));
        }
        SlackEvent event = parsed(hook);
        if (event.verifiesAddress()) {
            return new Whose.Anybody();
        }
        String channel = event.event() == null ? null : event.event().channel();
        return event.teamId() == null || channel == null
                ? new Whose.Anybody()
                : new Whose.Named(Set.of(SlackSettings.externalId(event.teamId(), channel)));
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        return SlackSignature.verifies(
                hook.header(SlackSignature.HEADER),
                hook.header(SlackSignature.TIME),
                hook.body(),
                accounts.open(account, SlackSettings.class).signingSecret(),
                clock.instant());
    }

    SlackEvent parsed(Hook hook) {
        return hook.as(json, SlackEvent.class, "event");
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        if (SlackAction.isIn(hook)) {
            return List.of(); // a press is not made again
        }
        SlackEvent outer = parsed(hook);
        Event event = outer.event();
        if (outer.eventId() == null || event == null || !"message".equals(event.type())) {
            return List.of();
        }
        Inbound read = read(account, outer.eventId(), event);
        return read == null ? List.of() : List.of(read);
    }

    private @Nullable Inbound read(ProviderAccount account, String eventId, Event event) {
        boolean handled = event.subtype() == null
                || event.subtype().equals("file_share")
                || event.subtype().equals("thread_broadcast");
        SlackSettings settings = accounts.open(account, SlackSettings.class);
        if (!handled
                || event.botId() != null
                || event.user() == null
                || event.ts() == null
                || event.user().equals(settings.botUser())) {
            return null;
        }
        List<Media> files = files(event);
        String text = event.text() == null ? "" : Mrkdwn.read(storable(event.text()));
        if (text.isBlank() && files.isEmpty()) {
            return null;
        }
        String starter = event.parentUserId() == null ? event.user() : event.parentUserId();
        String thread = event.channel() + ":" + (event.threadTs() == null ? event.ts() : event.threadTs());
        Address address = new Address(account.inboxId(), Channel.SLACK, storable(starter), storable(thread));
        String key = storable(event.channel() + ":" + event.ts());
        MessageReceived fact = starter.equals(event.user())
                ? new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        address,
                        clock.instant(),
                        key,
                        Profile.NOTHING,
                        text,
                        List.of(),
                        at(event.ts()),
                        Map.of())
                : new MessageReceived.SentOutside(
                        Ids.next(),
                        account.accountId(),
                        address,
                        clock.instant(),
                        key,
                        new Author(Author.Kind.AGENT, null, "Slack", null),
                        text,
                        List.of());
        return new Inbound.Received("event:" + storable(eventId), fact, files);
    }

    private static List<Media> files(Event event) {
        return event.files() == null
                ? List.of()
                : event.files().stream()
                        .filter(file -> file.urlPrivateDownload() != null)
                        .limit(MOST_FILES)
                        .map(file -> {
                            String type = Objects.requireNonNullElse(file.mimetype(), "application/octet-stream");
                            String kind = type.replaceFirst("/.*", "");
                            String name = Objects.requireNonNullElse(file.name(), kind);
                            String url = Objects.requireNonNull(file.urlPrivateDownload());
                            return new Media(url, storable(kind), storable(name), storable(type));
                        })
                        .toList();
    }

    private static @Nullable Instant at(String ts) {
        return ts.matches("\\d{1,11}\\.\\d{1,9}")
                ? Instant.ofEpochSecond(Long.parseLong(ts.substring(0, ts.indexOf('.'))))
                : null;
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    @Override
    public Mono<byte[]> fetch(ProviderAccount account, Media file) {
        SlackSettings settings = accounts.open(account, SlackSettings.class);
        return media.get(file.ref(), Map.of("Authorization", "Bearer " + settings.botToken()));
    }
}
