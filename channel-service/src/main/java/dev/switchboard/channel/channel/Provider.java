package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.Channel;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// The port that a provider fills: a channel is one package with a provider, and with a `Webhook` where the provider
/// calls us. Secrets, rates, circuit breakers, repeats and the record of deliveries are nobody's own business.
///
/// @param <T> what an inbox knows of its account with the provider
public interface Provider<T extends ProviderSettings> {
    /// Lower case, as in addresses: `twilio`.
    String name();

    /// The channel that it delivers.
    Channel channel();

    Class<T> settings();

    /// Characters that one message may hold; a longer text goes in parts.
    int longestText();

    /// Messages that the provider takes from one account in a second; more of them wait.
    int perSecond();

    /// Whether a message goes out in one piece with all its files, and not as a text and a message for each file.
    default boolean wholeMessages() {
        return false;
    }

    /// Whether the account works as far as the provider's package itself can tell; how its calls go is known besides.
    default Mono<Boolean> works(UUID inboxId) {
        return Mono.just(true);
    }

    /// Whether the provider confirms, for these credentials, that the account is theirs. Asked only where two of our
    /// accounts want the same one; where the provider cannot say, who came first keeps it. Fails as the client
    /// does.
    default Mono<Boolean> owns(T account) {
        return Mono.just(false);
    }

    /// Hands a message over, once: whoever calls decides about another attempt. Trouble is a `Delivery`, not an error.
    Mono<Delivery> send(T account, Outbound message);
}
