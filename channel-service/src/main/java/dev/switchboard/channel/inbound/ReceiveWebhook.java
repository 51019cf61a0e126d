package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.RefusedWebhooks.Reason;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes any provider's webhook. It has to be parsed to learn whose it is, but nothing of it is used or stored before
/// it verifies under the secret of every account that it names: one that does not spoils the whole.
@Component
public class ReceiveWebhook {
    private final ProviderAccounts accounts;
    private final InboundAllowance allowance;
    private final RecordInbound recordInbound;
    private final RefusedWebhooks refused;
    private final IntakeFirst first;

    ReceiveWebhook(
            ProviderAccounts accounts,
            InboundAllowance allowance,
            RecordInbound recordInbound,
            RefusedWebhooks refused,
            IntakeFirst first) {
        this.accounts = accounts;
        this.allowance = allowance;
        this.recordInbound = recordInbound;
        this.refused = refused;
        this.first = first;
    }

    public Mono<Void> receive(Webhook webhook, ServerHttpRequest request) {
        return HookReader.read(request).flatMap(hook -> receive(webhook, hook));
    }

    /// Done when everything that the webhook brought is durable.
    public Mono<Void> receive(Webhook webhook, Hook hook) {
        return receive(webhook, hook, account -> webhook.events(account, hook));
    }

    /// @param read once it is verified; it may ask somebody else, within the provider's patience
    public Mono<Void> receive(Webhook webhook, Hook hook, Function<ProviderAccount, Mono<List<Inbound>>> read) {
        return first.during(verified(webhook, hook))
                .doOnNext(all -> all.forEach(allowance::charge))
                .flatMapIterable(all -> all)
                .concatMap(account -> read.apply(account)
                        .flatMap(events -> first.during(recordInbound.record(account, hook.body(), events))))
                .then();
    }

    /// The accounts that it is for, at least one; each of their secrets proves it.
    public Mono<List<ProviderAccount>> verified(Webhook webhook, Hook hook) {
        String proof = webhook.proof();
        if (proof != null && hook.header(proof) == null) {
            return Mono.error(refused.refuse(webhook.provider(), Reason.NO_SIGNATURE));
        }
        return Mono.fromSupplier(() -> webhook.whose(hook))
                .onErrorMap(MalformedWebhook.class, _ -> refused.refuse(webhook.provider(), Reason.MALFORMED))
                .flatMap(whose -> accounts(webhook, hook, whose))
                .map(all -> proven(webhook, hook, all));
    }

    private Mono<List<ProviderAccount>> accounts(Webhook webhook, Hook hook, Whose whose) {
        String provider = webhook.provider();
        return switch (whose) {
            case Whose.Named named ->
                Flux.fromIterable(named.externalIds())
                        .concatMap(id -> accounts.named(provider, id))
                        .collectList();
            case Whose.OnlyOne _ -> accounts.only(provider).flux().collectList();
            case Whose.Holder holder ->
                accounts.holding(provider, holder.token()).flux().collectList();
            case Whose.Anybody _ ->
                accounts.all(provider)
                        .filter(account -> webhook.verifies(hook, account))
                        .take(1)
                        .collectList();
        };
    }

    private List<ProviderAccount> proven(Webhook webhook, Hook hook, List<ProviderAccount> all) {
        if (all.isEmpty()) {
            throw refused.refuse(webhook.provider(), Reason.UNKNOWN_ACCOUNT);
        }
        for (ProviderAccount account : all) {
            if (!webhook.verifies(hook, account)) {
                throw refused.refuse(webhook.provider(), Reason.WRONG_SIGNATURE);
            }
        }
        return all;
    }
}
