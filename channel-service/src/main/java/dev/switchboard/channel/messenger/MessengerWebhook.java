package dev.switchboard.channel.messenger;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.channel.meta.MetaSignature;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// What Messenger tells us.
@Component
class MessengerWebhook implements Webhook {
    private final ProviderAccounts accounts;
    private final PageReader reader;
    private final MediaClient media;
    private final JsonMapper json;

    MessengerWebhook(ProviderAccounts accounts, PageReader reader, MediaClient media, JsonMapper json) {
        this.accounts = accounts;
        this.reader = reader;
        this.media = media;
        this.json = json;
    }

    @Override
    public String provider() {
        return MessengerSettings.PROVIDER;
    }

    @Override
    public String proof() {
        return MetaSignature.HEADER;
    }

    @Override
    public Whose whose(Hook hook) {
        PageWebhook webhook = parsed(hook);
        Set<String> pages = new LinkedHashSet<>();
        webhook.entry().stream()
                .map(PageWebhook.Entry::page)
                .filter(Objects::nonNull)
                .forEach(pages::add);
        return pages.isEmpty() && !webhook.entry().isEmpty() ? new Whose.OnlyOne() : new Whose.Named(pages);
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        return MetaSignature.verifies(
                hook.header(MetaSignature.HEADER),
                hook.body(),
                accounts.open(account, MessengerSettings.class).appSecret());
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        return reader.read(account, parsed(hook));
    }

    private PageWebhook parsed(Hook hook) {
        return hook.as(json, PageWebhook.class, "webhook of a page");
    }

    /// The addresses are signed themselves and need no token.
    @Override
    public Mono<byte[]> fetch(ProviderAccount account, Media file) {
        return media.get(file.ref(), Map.of());
    }
}
