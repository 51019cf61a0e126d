package dev.switchboard.channel.twilio;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.common.contract.Channel;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// SMS as a channel, by Twilio.
@Component
class Twilio implements Provider<TwilioSettings> {
    private final TwilioClient client;

    Twilio(TwilioClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return TwilioSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public Class<TwilioSettings> settings() {
        return TwilioSettings.class;
    }

    @Override
    public int longestText() {
        return 1600;
    }

    /// Twilio queues by itself what a number may not send yet.
    @Override
    public int perSecond() {
        return 100;
    }

    @Override
    public Mono<Boolean> owns(TwilioSettings account) {
        return client.owns(account);
    }

    @Override
    public Mono<Delivery> send(TwilioSettings account, Outbound message) {
        return client.send(account, message);
    }
}
