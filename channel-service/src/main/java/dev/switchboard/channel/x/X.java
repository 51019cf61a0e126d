package dev.switchboard.channel.x;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.Owned;
import dev.switchboard.channel.channel.Provider;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.common.contract.Channel;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Direct messages on X as a channel, by its API v2. Files go as links.
@Component
class X implements Provider<XSettings> {
    private static final String WHO = "X";

    /// @param apiUrl X's API, or what stands for it
    @ConfigurationProperties("switchboard.x")
    record Settings(@DefaultValue("https://api.x.com") URI apiUrl) {}

    private record Message(String text) {}

    private record Read(
            @Nullable Data data,
            @Nullable String title,
            @Nullable String detail) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Data(@Nullable String dmEventId) {}

    private final ProviderHttp http;
    private final Settings settings;
    private final JsonMapper json;

    X(ProviderHttp http, Settings settings, JsonMapper json) {
        this.http = http;
        this.settings = settings;
        this.json = json;
    }

    @Override
    public String name() {
        return XSettings.PROVIDER;
    }

    @Override
    public Channel channel() {
        return Channel.X;
    }

    @Override
    public Class<XSettings> settings() {
        return XSettings.class;
    }

    @Override
    public int longestText() {
        return 10_000;
    }

    @Override
    public int perSecond() {
        return 15;
    }

    @Override
    public Mono<Boolean> owns(XSettings account) {
        return http.ask(http.client()
                        .get()
                        .uri(settings.apiUrl() + "/2/users/me")
                        .headers(headers -> headers.setBearerAuth(account.accessToken())))
                .map(answer -> account.userId().equals(Owned.idIn(answer, json)));
    }

    @Override
    public Mono<Delivery> send(XSettings account, Outbound message) {
        var request = http.client()
                .post()
                .uri(settings.apiUrl() + "/2/dm_conversations/with/{user}/messages", message.recipient())
                .headers(headers -> headers.setBearerAuth(account.accessToken()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.writeValueAsBytes(new Message(message.textWithLink())));
        return http.deliver(WHO, request, this::delivery);
    }

    private Delivery delivery(Answer answer) {
        Read read = answer.as(json, Read.class);
        if (answer.isSuccess()) {
            String id = read == null || read.data() == null ? null : read.data().dmEventId();
            return id == null ? ProviderHttp.lost(WHO) : new Delivery.Sent(id, answer.requestId());
        }
        if (answer.isServerError()) {
            return read == null || read.title() == null
                    ? ProviderHttp.lost(WHO)
                    : new Delivery.Postponed("X has trouble of its own (" + read.title() + ")", true, answer.after());
        }
        String detail = read == null || read.detail() == null ? "no reason given" : read.detail();
        return switch (answer.status()) {
            case 401 ->
                new Delivery.Failed("The access token of this X account is invalid or has expired", "connect it again");
            case 403 ->
                new Delivery.Failed(
                        "X does not let this account write to this person (" + detail + ")",
                        "they have to write first, or allow messages from everyone");
            default -> new Delivery.Failed("X refused the message: " + detail + " (" + answer.status() + ")");
        };
    }
}
