package dev.switchboard.channel.slack;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.common.contract.Channel;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Slack as a channel: a thread is a conversation with whoever began it. Files go as links.
@Component
class Slack implements Provider<SlackSettings> {
    private final SlackClient client;

    Slack(SlackClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return SlackSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.SLACK;
    }

    @Override
    public Class<SlackSettings> settings() {
        return SlackSettings.class;
    }

    @Override
    public int longestText() {
        return 4000;
    }

    /// Slack takes about one a second in a channel, and short bursts.
    @Override
    public int perSecond() {
        return 5;
    }

    @Override
    public Mono<Boolean> owns(SlackSettings account) {
        return client.owns(account);
    }

    @Override
    public Mono<Delivery> send(SlackSettings account, Outbound message) {
        String thread = message.thread();
        int colon = thread == null ? -1 : thread.indexOf(':');
        if (thread == null || colon < 1) {
            return client.post(account, account.channel(), null, message.textWithLink());
        }
        return client.post(account, thread.substring(0, colon), thread.substring(colon + 1), message.textWithLink());
    }
}
