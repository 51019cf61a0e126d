package dev.switchboard.emulators.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.file.Files;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes messages as Telegram's bot API does, and hands files out.
@RestController
class TelegramController {
    private static final String PROVIDER = "telegram";
    private static final int LONGEST = 4096;

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;
    private final Files files;
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());

    TelegramController(EmulatorSettings settings, Faults faults, Outgoing outgoing, Files files) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
        this.files = files;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record SendRequest(
            @Nullable String chatId,
            @Nullable String messageThreadId,
            @Nullable String text,
            @Nullable String document,
            @Nullable String caption) {}

    record Answer(boolean ok, Message result) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Message(long messageId, Chat chat, long date, String text) {}

    record Chat(String id, String type) {}

    record FileAnswer(boolean ok, FilePath result) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record FilePath(String fileId, String filePath) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Refusal(
            boolean ok,
            int errorCode,
            String description,
            @Nullable Parameters parameters) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Parameters(int retryAfter) {}

    @PostMapping("/telegram/bot{token}/sendMessage")
    Mono<Answer> message(@PathVariable String token, @RequestBody SendRequest request) {
        return take(token, request, request.text());
    }

    @PostMapping("/telegram/bot{token}/sendDocument")
    Mono<Answer> document(@PathVariable String token, @RequestBody SendRequest request) {
        String caption = request.caption() == null ? "" : request.caption() + " ";
        return take(token, request, request.document() == null ? null : caption + request.document());
    }

    private Mono<Answer> take(String token, SendRequest request, @Nullable String text) {
        authorize(token);
        String chat = request.chatId();
        if (chat == null || !chat.matches("-?\\d{1,19}")) {
            return Mono.error(error(400, "Bad Request: chat not found", null));
        }
        if (text == null || text.isBlank()) {
            return Mono.error(error(400, "Bad Request: message text is empty", null));
        }
        if (text.length() > LONGEST) {
            return Mono.error(error(400, "Bad Request: message is too long", null));
        }
        return faults.take(PROVIDER, new Reaction<Answer>() {
            @Override
            public Answer accept(boolean undelivered) {
                long id = ids.incrementAndGet();
                outgoing.add(Sent.inThread(PROVIDER, chat, text, Long.toString(id), request.messageThreadId()));
                long now = Instant.now().getEpochSecond();
                return new Answer(true, new Message(id, new Chat(chat, "private"), now, text));
            }

            @Override
            public RuntimeException tooMany() {
                return error(429, "Too Many Requests: retry after 1", new Parameters(1));
            }

            @Override
            public RuntimeException fails() {
                return error(500, "Internal Server Error", null);
            }

            @Override
            public RuntimeException refuses() {
                return error(403, "Forbidden: bot was blocked by the user", null);
            }
        });
    }

    record Me(boolean ok, Bot result) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Bot(long id, boolean isBot) {}

    @GetMapping("/telegram/bot{token}/getMe")
    Me me(@PathVariable String token) {
        authorize(token);
        return new Me(true, new Bot(1, true));
    }

    @GetMapping("/telegram/bot{token}/getFile")
    FileAnswer file(@PathVariable String token, @RequestParam("file_id") String fileId) {
        authorize(token);
        if (files.of(fileId) == null) {
            throw error(400, "Bad Request: invalid file_id", null);
        }
        return new FileAnswer(true, new FilePath(fileId, "documents/" + fileId));
    }

    @GetMapping("/telegram/file/bot{token}/documents/{fileId}")
    ResponseEntity<byte[]> bytes(@PathVariable String token, @PathVariable String fileId) {
        authorize(token);
        Files.File file = files.of(fileId);
        return file == null ? ResponseEntity.notFound().build() : ResponseEntity.ok(file.bytes());
    }

    private void authorize(String token) {
        if (!token.equals(settings.telegram().botToken())) {
            throw error(401, "Unauthorized", null);
        }
    }

    private static EmulatedError error(int status, String description, @Nullable Parameters parameters) {
        return new EmulatedError(status, new Refusal(false, status, description, parameters));
    }
}
