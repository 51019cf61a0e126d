package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.channel.meta.MetaSignature;
import dev.switchboard.channel.whatsapp.CloudWebhook.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// What WhatsApp tells us. Meta signs per app, and all of an app's numbers have its secret.
@Component
class WhatsappWebhook implements Webhook {
    private final ProviderAccounts accounts;
    private final WebhookReader reader;
    private final GraphClient graph;
    private final MediaClient media;
    private final JsonMapper json;

    WhatsappWebhook(
            ProviderAccounts accounts, WebhookReader reader, GraphClient graph, MediaClient media, JsonMapper json) {
        this.accounts = accounts;
        this.reader = reader;
        this.graph = graph;
        this.media = media;
        this.json = json;
    }

    @Override
    public String provider() {
        return WhatsappSettings.PROVIDER;
    }

    @Override
    public String proof() {
        return MetaSignature.HEADER;
    }

    @Override
    public Whose whose(Hook hook) {
        Set<String> numbers = new LinkedHashSet<>();
        List<Value> values = values(hook);
        values.stream().map(Value::phoneNumberId).filter(Objects::nonNull).forEach(numbers::add);
        return numbers.isEmpty() && !values.isEmpty() ? new Whose.OnlyOne() : new Whose.Named(numbers);
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        return MetaSignature.verifies(
                hook.header(MetaSignature.HEADER),
                hook.body(),
                accounts.open(account, WhatsappSettings.class).appSecret());
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        return values(hook).stream()
                .filter(value ->
                        value.phoneNumberId() == null || value.phoneNumberId().equals(account.externalId()))
                .flatMap(value -> reader.read(account, value).stream())
                .toList();
    }

    private List<Value> values(Hook hook) {
        return hook.as(json, CloudWebhook.class, "webhook of the Cloud API").values();
    }

    @Override
    public Mono<byte[]> fetch(ProviderAccount account, Media file) {
        WhatsappSettings settings = accounts.open(account, WhatsappSettings.class);
        return graph.media(settings, file.ref())
                .flatMap(url -> media.get(url, Map.of("Authorization", "Bearer " + settings.accessToken())));
    }
}
