package dev.switchboard.channel.channel;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/// Connects an inbox to an account with a provider, which no other inbox may have. Where another of our accounts
/// has it, the provider decides: who holds working credentials keeps it, and who only claims it gives way to one
/// who does.
@Service
public class ConnectInbox {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectInbox.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ProviderAccounts accounts;
    private final Providers providers;

    ConnectInbox(ProviderAccounts accounts, Providers providers) {
        this.accounts = accounts;
        this.providers = providers;
    }

    /// Fails with `CONFLICT` where another inbox has it and keeps it.
    public Mono<Void> connect(UUID accountId, UUID inboxId, String provider, ProviderSettings settings) {
        return accounts.named(provider, settings.externalId())
                .filter(holder -> !holder.inboxId().equals(inboxId))
                .flatMap(holder -> contest(holder, accountId, settings))
                .then(Mono.defer(() -> accounts.store(accountId, inboxId, provider, settings)));
    }

    private Mono<Void> contest(ProviderAccount holder, UUID accountId, ProviderSettings claim) {
        String what = holder.provider() + " " + holder.externalId();
        if (holder.accountId().equals(accountId)) {
            return Mono.error(Problem.of(ProblemCode.CONFLICT, "Another inbox is connected to " + what)
                    .advise("Disconnect inbox " + holder.inboxId() + " first."));
        }
        return confirmed(
                        holder.provider(),
                        accounts.open(holder, providers.named(holder.provider()).settings()))
                .flatMap(held -> held ? Mono.just(false) : confirmed(holder.provider(), claim))
                .flatMap(gives -> gives
                        ? giveUp(holder)
                        : Mono.error(Problem.of(ProblemCode.CONFLICT, "Another account is connected to " + what)
                                .advise("If it is yours, end its credentials at the provider, and connect it with new "
                                        + "ones.")));
    }

    private Mono<Boolean> confirmed(String provider, ProviderSettings settings) {
        return owns(providers.named(provider), settings)
                .timeout(PATIENCE)
                .onErrorMap(
                        error -> error instanceof WebClientException || error instanceof TimeoutException,
                        _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Whose it is cannot be asked of " + provider));
    }

    private static <T extends ProviderSettings> Mono<Boolean> owns(Provider<T> provider, ProviderSettings settings) {
        return provider.owns(provider.settings().cast(settings));
    }

    private Mono<Void> giveUp(ProviderAccount holder) {
        LOG.warn("Inbox {} loses {}: the provider confirms it to somebody else", holder.inboxId(), holder.provider());
        return accounts.remove(holder.accountId(), holder.inboxId()).then();
    }
}
