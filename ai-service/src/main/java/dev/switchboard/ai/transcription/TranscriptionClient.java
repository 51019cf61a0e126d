package dev.switchboard.ai.transcription;

import dev.switchboard.ai.transcription.Transcription.Failed;
import dev.switchboard.ai.transcription.Transcription.Impossible;
import dev.switchboard.ai.transcription.TranscriptionSettings.Endpoint;
import dev.switchboard.common.contract.WireJson;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.core.JacksonException;

/// Lets an OpenAI-compatible model listen to one recording, once, and sorts its answers by whether another attempt may
/// end otherwise. It never fails: trouble is a `Transcription` too.
@Component
class TranscriptionClient implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptionClient.class);
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final @Nullable Endpoint endpoint;
    private final TranscriptionSettings settings;
    private final CircuitBreaker breaker;
    private final ConnectionProvider connections;
    private final WebClient client;

    TranscriptionClient(TranscriptionSettings settings, CircuitBreaker transcriptionBreaker) {
        this.endpoint = settings.endpoint().orElse(null);
        this.settings = settings;
        this.breaker = transcriptionBreaker;
        this.connections = ConnectionProvider.builder("transcription")
                .maxConnections(settings.workers())
                .maxIdleTime(Duration.ofSeconds(20))
                .build();
        HttpClient http = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connect().toMillis())
                .responseTimeout(settings.answer());
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
    }

    Mono<Transcription> listen(byte[] recording, String contentType) {
        if (endpoint == null) {
            return Mono.just(new Impossible("no model is set up for voice messages"));
        }
        return client.post()
                .uri(endpoint.url())
                .headers(headers -> {
                    if (endpoint.key() != null) {
                        headers.setBearerAuth(endpoint.key());
                    }
                })
                .body(BodyInserters.fromMultipartData(
                        form(recording, contentType).build()))
                .exchangeToMono(this::outcome)
                .timeout(settings.answer().plus(settings.connect()))
                .onErrorResume(WebClientException.class, e -> failed("the model cannot be reached", e))
                .onErrorResume(TimeoutException.class, e -> failed("the model did not answer in time", e))
                .onErrorResume(DataBufferLimitException.class, e -> failed("the model answered too much", e))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorResume(CallNotPermittedException.class, e -> failed("the model keeps failing", e));
    }

    private MultipartBodyBuilder form(byte[] recording, String contentType) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        form.part("model", settings.model());
        form.part("response_format", "json");
        // the model goes by the name's ending
        form.part("file", recording, MediaType.parseMediaType(contentType)).filename("voice." + ending(contentType));
        return form;
    }

    private static String ending(String contentType) {
        return switch (contentType) {
            case "audio/mpeg" -> "mp3";
            case "audio/mp4" -> "m4a";
            default -> contentType.substring(contentType.indexOf('/') + 1).replaceFirst("\\W.*", "");
        };
    }

    private Mono<Transcription> outcome(ClientResponse response) {
        int status = response.statusCode().value();
        Duration after = retryAfter(response);
        return response.bodyToMono(String.class).defaultIfEmpty("").map(body -> outcome(status, body, after));
    }

    private static Transcription outcome(int status, String body, @Nullable Duration after) {
        if (status >= 200 && status < 300) {
            String text = text(body);
            if (text == null) {
                return new Failed("the model answered something unreadable", null);
            }
            String words = Words.of(text);
            return words.isEmpty() ? new Impossible("there are no words in it") : new Transcription.Understood(words);
        }
        LOG.warn("The transcription model answered {}", status);
        return switch (status) {
            case 408, 409, 425, 429 -> new Failed("the model has too much to do", after);
            case 401, 403 -> new Impossible("the model does not accept the key that is set up");
            case 404 -> new Impossible("the model that is set up does not exist");
            default ->
                status >= 500
                        ? new Failed("the model has trouble of its own", after)
                        : new Impossible("the model cannot read it");
        };
    }

    private record Answer(@Nullable String text) {}

    private static @Nullable String text(String body) {
        try {
            return WireJson.MAPPER.readValue(body, Answer.class).text();
        } catch (JacksonException _) {
            return null;
        }
    }

    private static @Nullable Duration retryAfter(ClientResponse response) {
        String seconds = response.headers().asHttpHeaders().getFirst("Retry-After");
        return seconds != null && seconds.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static Mono<Transcription> failed(String reason, Exception e) {
        LOG.warn("No transcription, {}: {}", reason, e.toString());
        return Mono.just(new Failed(reason, null));
    }

    @Override
    public void destroy() {
        connections.dispose();
    }
}
