package dev.switchboard.channel.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.ProviderHttp;
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

/// Calls Telegram's bot API.
@Component
class TelegramClient {
    private static final String WHO = "Telegram";

    /// @param apiUrl the bot API, or what stands for it
    @ConfigurationProperties("switchboard.telegram")
    record Settings(
            @DefaultValue("https://api.telegram.org") URI apiUrl) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    private record Message(
            String chatId,
            @Nullable String messageThreadId,
            @Nullable String text,
            @Nullable String document,
            @Nullable String caption) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Read(
            boolean ok,
            @Nullable Result result,
            @Nullable Integer errorCode,
            @Nullable String description,
            @Nullable Parameters parameters) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Result(
            @Nullable Long messageId, @Nullable String filePath) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Parameters(@Nullable Integer retryAfter) {}

    private final ProviderHttp http;
    private final Settings settings;
    private final JsonMapper json;

    TelegramClient(ProviderHttp http, Settings settings, JsonMapper json) {
        this.http = http;
        this.settings = settings;
        this.json = json;
    }

    Mono<Delivery> send(TelegramSettings account, Outbound message) {
        String file = message.fileUrl();
        Message body = file != null
                ? new Message(
                        message.recipient(),
                        message.thread(),
                        null,
                        file,
                        message.text().isBlank() ? null : message.text())
                : new Message(message.recipient(), message.thread(), message.text(), null, null);
        var request = http.client()
                .post()
                .uri(
                        settings.apiUrl() + "/bot{token}/{method}",
                        account.botToken(),
                        file != null ? "sendDocument" : "sendMessage")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.writeValueAsBytes(body));
        return http.deliver(WHO, request, answer -> delivery(message, answer));
    }

    /// Whether the token is a bot's.
    Mono<Boolean> owns(TelegramSettings account) {
        return http.ask(http.client().get().uri(settings.apiUrl() + "/bot{token}/getMe", account.botToken()))
                .map(Answer::isSuccess);
    }

    /// Where a file of at most 20 MB can be had for an hour. Fails where there is none.
    Mono<String> file(TelegramSettings account, String fileId) {
        return http.ask(http.client()
                        .get()
                        .uri(settings.apiUrl() + "/bot{token}/getFile?file_id={id}", account.botToken(), fileId))
                .map(answer -> {
                    Read read = answer.as(json, Read.class);
                    if (read == null || read.result() == null || read.result().filePath() == null) {
                        throw new IllegalStateException("Telegram answered " + answer.status() + " for a file");
                    }
                    return settings.apiUrl() + "/file/bot" + account.botToken() + "/"
                            + read.result().filePath();
                });
    }

    private Delivery delivery(Outbound message, Answer answer) {
        Read read = answer.as(json, Read.class);
        if (read != null && read.ok() && read.result() != null && read.result().messageId() != null) {
            return new Delivery.Sent(message.recipient() + ":" + read.result().messageId(), answer.requestId());
        }
        if (read == null || answer.isSuccess()) {
            return ProviderHttp.lost(WHO);
        }
        if (answer.isServerError()) {
            return new Delivery.Postponed(
                    "Telegram has trouble of its own (" + answer.status() + ")", true, answer.after());
        }
        String description = read.description() == null ? "no reason given" : read.description();
        return switch (answer.status()) {
            case 401, 404 ->
                new Delivery.Failed("The token of this Telegram bot is not valid any more", "connect it again");
            case 403 -> new Delivery.Failed("This person has blocked the bot or never started it");
            default ->
                new Delivery.Failed("Telegram refused the message: " + description.replaceFirst("^Bad Request: ", "")
                        + " (" + answer.status() + ")");
        };
    }
}
