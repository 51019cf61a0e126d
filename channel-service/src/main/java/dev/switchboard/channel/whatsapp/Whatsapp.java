package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.common.contract.Channel;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// WhatsApp as a channel, by Meta's Cloud API.
@Component
class Whatsapp implements Provider<WhatsappSettings> {
    private final GraphClient graph;

    Whatsapp(GraphClient graph) {
        this.graph = graph;
    }

    @Override
    public String name() {
        return WhatsappSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.WHATSAPP;
    }

    @Override
    public Class<WhatsappSettings> settings() {
        return WhatsappSettings.class;
    }

    @Override
    public int longestText() {
        return 4096;
    }

    @Override
    public int perSecond() {
        return 80;
    }

    @Override
    public Mono<Boolean> owns(WhatsappSettings account) {
        return graph.owns(account);
    }

    @Override
    public Mono<Delivery> send(WhatsappSettings account, Outbound message) {
        if (message.text().isBlank() && message.file() == null) {
            return Mono.just(new Delivery.Failed("A message without text cannot be sent to WhatsApp"));
        }
        return graph.send(account, GraphMessage.of(message));
    }
}
