package dev.switchboard.channel.meta;

import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Proves a webhook's address to Meta, once, when it is set up.
@Component
public class MetaChallenge {
    private final ProviderAccounts accounts;

    MetaChallenge(ProviderAccounts accounts) {
        this.accounts = accounts;
    }

    /// @return the challenge. Fails with `FORBIDDEN` where the token is not that of an account
    public Mono<String> answer(
            String provider, @Nullable String mode, @Nullable String token, @Nullable String challenge) {
        if (!"subscribe".equals(mode) || token == null || challenge == null) {
            return Mono.error(refusal());
        }
        return accounts.verifies(provider, token)
                .filter(verified -> verified)
                .map(_ -> challenge)
                .switchIfEmpty(Mono.error(MetaChallenge::refusal));
    }

    private static Problem refusal() {
        return Problem.of(ProblemCode.FORBIDDEN, "The verify token is not one of ours");
    }
}
