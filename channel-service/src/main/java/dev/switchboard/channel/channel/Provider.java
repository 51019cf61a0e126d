package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.Channel;
import java.util.List;
import reactor.core.publisher.Mono;

/// The port that a provider fills.
public interface Provider {
    /// The channel that it delivers.
    Channel channel();

    /// A text cut to what one message of the channel may hold; at least one part.
    List<String> parts(String text);

    /// Hands a message over, once: whoever calls decides about another attempt. Trouble is a `Delivery`, not an error.
    Mono<Delivery> send(ProviderAccount account, Outbound message);

    /// `DISABLED` while no inbox is connected.
    Mono<Health> health();
}
