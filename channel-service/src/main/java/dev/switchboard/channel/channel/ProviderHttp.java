package dev.switchboard.channel.channel;

import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// Calls providers, once. Hardly one of them has an idempotency key, so answers are sorted by whether the message can
/// have been taken: no connection and the provider's own refusals say that it was not; whatever else goes wrong says
/// nothing.
@Component
public class ProviderHttp implements DisposableBean {
    private static final int LARGEST_ANSWER = 2 * 1024 * 1024;
    private static final List<String> REQUEST_IDS =
            List.of("Twilio-Request-Id", "x-fb-request-id", "x-slack-req-id", "x-transaction-id", "X-Request-Id");

    /// @param connect a connection takes at most so long; then the message waits for another attempt
    /// @param answer an answer takes at most so long; then it is lost
    /// @param connections open at once to one provider; more messages wait for one
    @ConfigurationProperties("switchboard.providers")
    public record Settings(
            @DefaultValue("3s") Duration connect,
            @DefaultValue("10s") Duration answer,
            @DefaultValue("32") int connections) {}

    private final Settings settings;
    private final ConnectionProvider connections;
    private final WebClient client;

    public ProviderHttp(Settings settings) {
        this.settings = settings;
        this.connections = ConnectionProvider.builder("providers")
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
                .build();
    }

    public WebClient client() {
        return client;
    }

    /// Any request to a provider. Fails as the client does; never repeats.
    public Mono<Answer> ask(WebClient.RequestHeadersSpec<?> request) {
        return request.exchangeToMono(ProviderHttp::answer)
                .timeout(settings.answer().plus(settings.connect()).plusSeconds(1));
    }

    /// A message on its way.
    ///
    /// @param who the provider's name for people
    /// @param read judges an answer that is neither lost nor a plain "too many"
    public Mono<Delivery> deliver(
            String who, WebClient.RequestHeadersSpec<?> request, Function<Answer, Delivery> read) {
        return ask(request)
                .map(answer -> answer.status() == 429
                        ? new Delivery.Postponed("Too many messages were sent at once", true, answer.after())
                        : read.apply(answer))
                .onErrorResume(WebClientRequestException.class, e -> Mono.just(unanswered(who, e)))
                .onErrorResume(TimeoutException.class, _ -> Mono.just(lost(who)));
    }

    private static Mono<Answer> answer(ClientResponse response) {
        var headers = response.headers().asHttpHeaders();
        String seconds = headers.getFirst("Retry-After");
        Duration after =
                seconds != null && seconds.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
        String requestId = REQUEST_IDS.stream()
                .flatMap(name -> Stream.ofNullable(headers.getFirst(name)))
                .findFirst()
                .orElse(null);
        return response.bodyToMono(String.class)
                .defaultIfEmpty("")
                .map(body -> new Answer(response.statusCode().value(), body, after, requestId));
    }

    private static Delivery unanswered(String who, WebClientRequestException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return new Delivery.Postponed(who + " cannot be reached", true, null);
            }
        }
        return lost(who);
    }

    public static Delivery lost(String who) {
        return new Delivery.Unknown("The answer of " + who + " was lost");
    }

    @Override
    public void destroy() {
        connections.dispose();
    }
}
