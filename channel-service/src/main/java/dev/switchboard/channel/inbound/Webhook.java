package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The port for what a provider tells us. Nothing of a call is used or stored before it verifies; who it is for has to
/// be read before that, to know by whose secret.
public interface Webhook extends InboundReader {
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

    @Override
    default Mono<List<Inbound>> events(ProviderAccount account, Hook hook) {
        return Mono.fromSupplier(() -> read(account, hook));
    }
}
