package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Owned;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.meta.GraphSettings;
import dev.switchboard.channel.meta.MetaErrors;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Calls the Graph API for WhatsApp.
@Component
class GraphClient {
    private static final String WHO = "WhatsApp";

    private final ProviderHttp http;
    private final GraphSettings settings;
    private final JsonMapper json;

    GraphClient(ProviderHttp http, GraphSettings settings, JsonMapper json) {
        this.http = http;
        this.settings = settings;
        this.json = json;
    }

    Mono<Delivery> send(WhatsappSettings account, GraphMessage message) {
        var request = http.client()
                .post()
                .uri(settings.graphUrl() + "/{version}/{phone}/messages", settings.version(), account.phoneNumberId())
                .headers(headers -> headers.setBearerAuth(account.accessToken()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.writeValueAsBytes(message));
        return http.deliver(WHO, request, this::delivery);
    }

    /// Whether it was taken; it is no message, so nobody asks again.
    Mono<Boolean> read(WhatsappSettings account, String wamid) {
        return http.ask(http.client()
                        .post()
                        .uri(
                                settings.graphUrl() + "/{version}/{phone}/messages",
                                settings.version(),
                                account.phoneNumberId())
                        .headers(headers -> headers.setBearerAuth(account.accessToken()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(json.writeValueAsBytes(GraphMessage.Read.of(wamid))))
                .map(Answer::isSuccess);
    }

    /// Whether the token opens the phone number.
    Mono<Boolean> owns(WhatsappSettings account) {
        return http.ask(http.client()
                        .get()
                        .uri(
                                settings.graphUrl() + "/{version}/{phone}?fields=id",
                                settings.version(),
                                account.phoneNumberId())
                        .headers(headers -> headers.setBearerAuth(account.accessToken())))
                .map(answer -> account.phoneNumberId().equals(Owned.idIn(answer, json)));
    }

    /// The address of a file, valid for some minutes. Fails where there is none.
    Mono<String> media(WhatsappSettings account, String mediaId) {
        return http.ask(http.client()
                        .get()
                        .uri(settings.graphUrl() + "/{version}/{media}", settings.version(), mediaId)
                        .headers(headers -> headers.setBearerAuth(account.accessToken())))
                .map(answer -> {
                    GraphMessage.Address address =
                            answer.isSuccess() ? answer.as(json, GraphMessage.Address.class) : null;
                    if (address == null || address.url() == null) {
                        throw new IllegalStateException("WhatsApp answered " + answer.status() + " for a file");
                    }
                    return address.url();
                });
    }

    private Delivery delivery(Answer answer) {
        GraphMessage.Answer read = answer.as(json, GraphMessage.Answer.class);
        return read == null
                ? MetaErrors.delivery(WHO, answer, null, null)
                : MetaErrors.delivery(WHO, answer, read.messageId(), read.error());
    }
}
