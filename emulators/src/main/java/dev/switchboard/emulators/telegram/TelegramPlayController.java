package dev.switchboard.emulators.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.file.Files;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Plays somebody who writes to the bot.
@RestController
class TelegramPlayController {
    private final EmulatorSettings settings;
    private final Hooks hooks;
    private final Files files;
    private final JsonMapper json;
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());

    TelegramPlayController(EmulatorSettings settings, Hooks hooks, Files files, JsonMapper json) {
        this.settings = settings;
        this.hooks = hooks;
        this.files = files;
        this.json = json;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Update(
            long updateId,
            @Nullable Message message,
            @Nullable Message editedMessage) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Message(
            long messageId,
            User from,
            Chat chat,
            long date,
            @Nullable String text,
            @Nullable String caption,
            @Nullable Document document) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record User(long id, boolean isBot, String firstName) {}

    record Chat(long id, String type) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Document(String fileId, String fileName, String mimeType) {}

    @PostMapping("/_play/telegram")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        long updateId = request.id() == null ? ids.incrementAndGet() : Long.parseLong(request.id());
        long messageId = request.messageId() == null ? updateId : request.messageId();
        long from = Long.parseLong(request.from());
        Files.Played file = request.file();
        Message message = new Message(
                messageId,
                new User(from, false, request.name() == null ? "User " + from : request.name()),
                new Chat(from, "private"),
                Instant.now().getEpochSecond(),
                file == null ? request.text() : null,
                file == null ? null : request.text(),
                file == null ? null : new Document(files.keep(file), file.name(), file.contentType()));
        boolean edited = request.messageId() != null;
        byte[] body = json.writeValueAsBytes(new Update(updateId, edited ? null : message, edited ? message : null));
        Hooks.Call call = Hooks.Call.json(
                "/api/telegram/webhook",
                Map.of("X-Telegram-Bot-Api-Secret-Token", settings.telegram().secretToken()),
                body);
        return hooks.post(call).map(answer -> Played.of(answer, Long.toString(updateId)));
    }

    /// @param from the user's number
    /// @param id the update's number, to play one delivery twice
    /// @param messageId of the message that this one corrects
    record PlayRequest(
            String from,
            @Nullable String name,
            @Nullable String text,
            @Nullable String id,
            @Nullable Long messageId,
            Files.@Nullable Played file) {}
}
