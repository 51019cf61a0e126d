package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.common.contract.MessageReceived;
import java.util.List;
import reactor.core.publisher.Mono;

/// Reads what a provider brought, when it comes and again from the log.
public interface InboundReader {
    /// As its `Provider` is named.
    String provider();

    /// What a recorded body brings to one account.
    Mono<List<Inbound>> events(ProviderAccount account, Hook hook);

    /// Asks the provider for what an incomplete event does not say; another answer than the first time is no harm.
    default Mono<MessageReceived> complete(ProviderAccount account, MessageReceived fact) {
        return Mono.just(fact);
    }

    /// Gets a file that an event names.
    default Mono<byte[]> fetch(ProviderAccount account, Media media) {
        return Mono.error(new IllegalStateException(provider() + " names no files"));
    }
}
