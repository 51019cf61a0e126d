package dev.switchboard.channel.mattermost;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.common.contract.Channel;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Mattermost as a channel: a thread is a conversation with whoever began it.
@Component
class Mattermost implements Provider<MattermostSettings> {
    private final MattermostClient client;

    Mattermost(MattermostClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return MattermostSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.MATTERMOST;
    }

    @Override
    public Class<MattermostSettings> settings() {
        return MattermostSettings.class;
    }

    @Override
    public int longestText() {
        return 16_000;
    }

    @Override
    public int perSecond() {
        return 10;
    }

    @Override
    public Mono<Delivery> send(MattermostSettings account, Outbound message) {
        return client.send(account, message);
    }
}
