package dev.switchboard.channel.telegram;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.common.contract.Channel;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Telegram as a channel.
@Component
class Telegram implements Provider<TelegramSettings> {
    private final TelegramClient client;

    Telegram(TelegramClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return TelegramSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.TELEGRAM;
    }

    @Override
    public Class<TelegramSettings> settings() {
        return TelegramSettings.class;
    }

    @Override
    public int longestText() {
        return 4096;
    }

    @Override
    public int perSecond() {
        return 30;
    }

    @Override
    public Mono<Boolean> owns(TelegramSettings account) {
        return client.owns(account);
    }

    @Override
    public Mono<Delivery> send(TelegramSettings account, Outbound message) {
        return client.send(account, message);
    }
}
