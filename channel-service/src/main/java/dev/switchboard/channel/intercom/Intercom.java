package dev.switchboard.channel.intercom;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.common.contract.Channel;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Intercom as a channel: one of its conversations is one of ours.
@Component
class Intercom implements Provider<IntercomSettings> {
    private final ConversationsClient client;

    Intercom(ConversationsClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return IntercomSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.INTERCOM;
    }

    @Override
    public Class<IntercomSettings> settings() {
        return IntercomSettings.class;
    }

    @Override
    public int longestText() {
        return 16_000;
    }

    /// Of 10,000 calls in a minute the most part stays for others.
    @Override
    public int perSecond() {
        return 50;
    }

    @Override
    public Mono<Boolean> owns(IntercomSettings account) {
        return client.owns(account);
    }

    @Override
    public Mono<Delivery> send(IntercomSettings account, Outbound message) {
        return client.reply(account, message);
    }
}
