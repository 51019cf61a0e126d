package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.common.contract.MessageReceived;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The port for what a provider tells us. Nothing of a call is used or stored before it verifies; who it is for has to
/// be read before that, to know by whose secret.
public interface Webhook {
    /// As its `Provider` is named.
    String provider();

    /// The header that carries the proof; null where it is in the body.
    @Nullable
    String proof();

    /// @throws MalformedWebhook when it cannot be read at all
    Whose whose(Hook hook);

    /// Whether this account's secret proves it, and it is not too old. Compares in constant time.
    boolean verifies(Hook hook, ProviderAccount account);

    /// What it brings to one account. An event without the ids that it needs is left out. Also called with a recorded
    /// body, which has no headers any more.
    List<Inbound> read(ProviderAccount account, Hook hook);

    /// Asks the provider for what an incomplete event does not say; another answer than the first time is no harm.
    default Mono<MessageReceived> complete(ProviderAccount account, MessageReceived fact) {
        return Mono.just(fact);
    }

    /// Gets a file that an event names.
    default Mono<byte[]> fetch(ProviderAccount account, Media media) {
        return Mono.error(new IllegalStateException(provider() + " names no files"));
    }
}
