package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.InboundAllowance;
import dev.switchboard.channel.inbound.RecordInbound;
import dev.switchboard.channel.whatsapp.CloudWebhook.Value;
import dev.switchboard.channel.whatsapp.RefusedWebhooks.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Takes a webhook. It has to be parsed to learn whose it is, but nothing of it is used or stored before the signature
/// verifies under the app secret of every account that it names. Meta signs per app, and all of an app's numbers have
/// its secret, so one that does not verify spoils the whole.
@Component
class ReceiveWebhook {
    private final ProviderAccounts accounts;
    private final WebhookReader reader;
    private final InboundAllowance allowance;
    private final RecordInbound recordInbound;
    private final RefusedWebhooks refused;
    private final JsonMapper json;

    ReceiveWebhook(
            ProviderAccounts accounts,
            WebhookReader reader,
            InboundAllowance allowance,
            RecordInbound recordInbound,
            RefusedWebhooks refused,
            JsonMapper json) {
        this.accounts = accounts;
        this.reader = reader;
        this.allowance = allowance;
        this.recordInbound = recordInbound;
        this.refused = refused;
        this.json = json;
    }

    private record Addressed(ProviderAccount account, List<Value> values) {}

    /// Done when everything that the webhook brought is durable.
    Mono<Void> receive(byte[] body, @Nullable String signature) {
        if (signature == null) {
            return Mono.error(refused.refuse(Reason.NO_SIGNATURE));
        }
        CloudWebhook webhook = parse(body);
        if (webhook == null) {
            return Mono.error(refused.refuse(Reason.MALFORMED));
        }
        return addressed(webhook.values())
                .collectList()
                .map(all -> verified(all, body, signature))
                .doOnNext(all -> all.forEach(to -> allowance.charge(to.account())))
                .flatMapIterable(all -> all)
                .concatMap(to -> recordInbound.record(to.account(), body, events(to)))
                .then();
    }

    private @Nullable CloudWebhook parse(byte[] body) {
        try {
            return json.readValue(body, CloudWebhook.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    /// Values of a number that is not connected here are nobody's and are left out.
    private Flux<Addressed> addressed(List<Value> values) {
        Map<Optional<String>, List<Value>> byNumber = new LinkedHashMap<>();
        values.forEach(
                value -> byNumber.computeIfAbsent(Optional.ofNullable(value.phoneNumberId()), _ -> new ArrayList<>())
                        .add(value));
        return Flux.fromIterable(byNumber.entrySet())
                .concatMap(entry -> account(entry.getKey()).map(account -> new Addressed(account, entry.getValue())));
    }

    /// A webhook that names no number, as the Omnichannel specification shows it, is the only account's.
    private Mono<ProviderAccount> account(Optional<String> phoneNumberId) {
        return phoneNumberId
                .map(id -> accounts.named(WhatsappSettings.PROVIDER, id))
                .orElseGet(() -> accounts.only(WhatsappSettings.PROVIDER));
    }

    private List<Addressed> verified(List<Addressed> all, byte[] body, String signature) {
        if (all.isEmpty()) {
            throw refused.refuse(Reason.UNKNOWN_ACCOUNT);
        }
        for (Addressed to : all) {
            String secret = accounts.open(to.account(), WhatsappSettings.class).appSecret();
            if (!MetaSignature.verifies(signature, body, secret)) {
                throw refused.refuse(Reason.WRONG_SIGNATURE);
            }
        }
        return all;
    }

    private List<Inbound> events(Addressed to) {
        return to.values().stream()
                .flatMap(value -> reader.read(to.account(), value).stream())
                .toList();
    }
}
