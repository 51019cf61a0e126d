package dev.switchboard.channel.messenger;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Owned;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.meta.GraphSettings;
import dev.switchboard.channel.meta.MetaErrors;
import dev.switchboard.common.contract.Channel;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Messenger as a channel, by Meta's Send API.
@Component
class Messenger implements Provider<MessengerSettings> {
    private static final String WHO = "Messenger";

    private final ProviderHttp http;
    private final GraphSettings graph;
    private final JsonMapper json;

    Messenger(ProviderHttp http, GraphSettings graph, JsonMapper json) {
        this.http = http;
        this.graph = graph;
        this.json = json;
    }

    @Override
    public String name() {
        return MessengerSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.MESSENGER;
    }

    @Override
    public Class<MessengerSettings> settings() {
        return MessengerSettings.class;
    }

    @Override
    public int longestText() {
        return 2000;
    }

    @Override
    public int perSecond() {
        return 100;
    }

    @Override
    public Mono<Boolean> owns(MessengerSettings account) {
        return http.ask(http.client()
                        .get()
                        .uri(graph.graphUrl() + "/{version}/me?fields=id", graph.version())
                        .headers(headers -> headers.setBearerAuth(account.accessToken())))
                .map(answer -> account.pageId().equals(Owned.idIn(answer, json)));
    }

    @Override
    public Mono<Delivery> send(MessengerSettings account, Outbound message) {
        var request = http.client()
                .post()
                .uri(graph.graphUrl() + "/{version}/me/messages", graph.version())
                .headers(headers -> headers.setBearerAuth(account.accessToken()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.writeValueAsBytes(SendMessage.of(message)));
        return http.deliver(WHO, request, this::delivery);
    }

    private Delivery delivery(Answer answer) {
        SendMessage.Answer read = answer.as(json, SendMessage.Answer.class);
        return read == null
                ? MetaErrors.delivery(WHO, answer, null, null)
                : MetaErrors.delivery(WHO, answer, read.messageId(), read.error());
    }
}
