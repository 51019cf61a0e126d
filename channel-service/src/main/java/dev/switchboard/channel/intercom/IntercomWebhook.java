package dev.switchboard.channel.intercom;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.MalformedWebhook;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// What Intercom tells of a workspace's conversations.
@Component
class IntercomWebhook implements Webhook {
    private final ProviderAccounts accounts;
    private final MediaClient media;
    private final JsonMapper json;
    private final Clock clock;

    IntercomWebhook(ProviderAccounts accounts, MediaClient media, JsonMapper json, Clock clock) {
        this.accounts = accounts;
        this.media = media;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return IntercomSettings.PROVIDER;
    }

    @Override
    public String proof() {
        return IntercomSignature.HEADER;
    }

    @Override
    public Whose whose(Hook hook) {
        String workspace = parsed(hook).appId();
        if (workspace == null) {
            throw new MalformedWebhook("no workspace");
        }
        return new Whose.Named(Set.of(workspace));
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        return IntercomSignature.verifies(
                hook.header(IntercomSignature.HEADER),
                hook.body(),
                accounts.open(account, IntercomSettings.class).clientSecret());
    }

    /// @throws MalformedWebhook for what is no notification
    Notification parsed(Hook hook) {
        return hook.as(json, Notification.class, "notification");
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        return new NotificationReader(account, accounts.open(account, IntercomSettings.class), clock)
                .read(parsed(hook));
    }

    @Override
    public Mono<byte[]> fetch(ProviderAccount account, Media file) {
        return media.get(file.ref(), Map.of());
    }
}
