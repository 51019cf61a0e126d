package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Calls the Graph API, once. It has no idempotency key, so the answers are sorted by whether the message can have
/// been taken: no connection and Meta's own refusals say that it was not; whatever else goes wrong says nothing.
@Component
class GraphClient implements DisposableBean {
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final ConnectionProvider connections;
    private final WebClient client;
    private final GraphSettings settings;
    private final JsonMapper json;

    GraphClient(GraphSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
        this.connections = ConnectionProvider.builder("graph")
                .maxConnections(settings.connections())
                .maxIdleTime(Duration.ofSeconds(20))
                .build();
        HttpClient http = HttpClient.create(connections)
                // Reactor Netty would send a message again after a reset connection
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connect().toMillis())
                .responseTimeout(settings.answer());
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .baseUrl(settings.graphUrl().toString())
                .build();
    }

    Mono<Delivery> send(WhatsappSettings account, Outbound message) {
        return client.post()
                .uri("/{version}/{phone}/messages", settings.version(), account.phoneNumberId())
                .headers(headers -> headers.setBearerAuth(account.accessToken()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.writeValueAsBytes(GraphMessage.of(message)))
                .exchangeToMono(this::delivery)
                .timeout(settings.answer().plus(settings.connect()).plusSeconds(1))
                .onErrorResume(WebClientRequestException.class, e -> Mono.just(unanswered(e)))
                .onErrorResume(java.util.concurrent.TimeoutException.class, _ -> Mono.just(lost()));
    }

    private Mono<Delivery> delivery(ClientResponse response) {
        HttpStatusCode status = response.statusCode();
        Duration after = retryAfter(response);
        return response.bodyToMono(String.class)
                .defaultIfEmpty("")
                .map(body -> delivery(status, read(body), after))
                .onErrorReturn(WebClientRequestException.class, lost());
    }

    private static Delivery delivery(
            HttpStatusCode status, GraphMessage.@Nullable Answer answer, @Nullable Duration after) {
        GraphMessage.Refusal error = answer == null ? null : answer.error();
        if (status.is2xxSuccessful()) {
            String id = answer == null ? null : answer.messageId();
            return id == null ? lost() : new Delivery.Sent(id);
        }
        if (status.value() == 429 || (error != null && MetaErrors.isRate(error.code()))) {
            return new Delivery.Postponed("Too many messages were sent at once", true, after);
        }
        if (status.is5xxServerError()) {
            return error == null
                    ? lost()
                    : new Delivery.Postponed("WhatsApp has trouble of its own (" + error.code() + ")", true, after);
        }
        return new Delivery.Failed(
                error == null
                        ? "WhatsApp answered " + status.value()
                        : MetaErrors.reason(error.code(), error.message()));
    }

    private GraphMessage.@Nullable Answer read(String body) {
        try {
            return json.readValue(body, GraphMessage.Answer.class);
        } catch (JacksonException e) {
            return null; // a proxy's page, not Meta's answer
        }
    }

    private static @Nullable Duration retryAfter(ClientResponse response) {
        String seconds = response.headers().asHttpHeaders().getFirst("Retry-After");
        return seconds != null && seconds.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static Delivery unanswered(WebClientRequestException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return new Delivery.Postponed("WhatsApp cannot be reached", true, null);
            }
        }
        return lost();
    }

    private static Delivery lost() {
        return new Delivery.Unknown("The answer of WhatsApp was lost");
    }

    @Override
    public void destroy() {
        connections.dispose();
    }
}
