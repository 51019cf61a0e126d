package dev.switchboard.emulators.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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

/// Plays a member of the channel.
@RestController
class SlackPlayController {
    private final EmulatorSettings settings;
    private final Hooks hooks;
    private final JsonMapper json;
    private final AtomicLong micros = new AtomicLong(System.currentTimeMillis() * 1000);

    SlackPlayController(EmulatorSettings settings, Hooks hooks, JsonMapper json) {
        this.settings = settings;
        this.hooks = hooks;
        this.json = json;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Callback(String type, String teamId, String apiAppId, String eventId, long eventTime, Event event) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Event(
            String type,
            String channel,
            String user,
            String text,
            String ts,
            @Nullable String threadTs,
            @Nullable String parentUserId) {}

    @PostMapping("/_play/slack")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        EmulatorSettings.Slack own = settings.slack();
        String id = request.id() == null ? "Ev" + UUID.randomUUID() : request.id();
        String ts = request.ts() == null ? ts() : request.ts();
        long now = Instant.now().getEpochSecond();
        Event event = new Event(
                "message", own.channel(), request.from(), request.text(), ts, request.thread(), request.parent());
        String body = json.writeValueAsString(new Callback("event_callback", own.team(), "A0DEMO", id, now, event));
        long signed = request.age() == null ? now : now - request.age();
        Map<String, String> headers = new TreeMap<>(SlackSigner.headers(signed, body, own.signingSecret()));
        if (request.retry() != null) {
            headers.put("X-Slack-Retry-Num", request.retry().toString());
            headers.put("X-Slack-Retry-Reason", "http_timeout");
        }
        return hooks.post(Hooks.Call.json("/api/slack/webhook", headers, body.getBytes(StandardCharsets.UTF_8)))
                .map(answer -> Played.of(answer, ts));
    }

    private String ts() {
        long now = micros.incrementAndGet();
        return now / 1_000_000 + "." + String.format(java.util.Locale.ROOT, "%06d", now % 1_000_000);
    }

    /// @param from the member's id
    /// @param id the event's, to play one delivery twice, with the same `ts`
    /// @param ts the message's
    /// @param thread the `ts` of the message that the thread began with
    /// @param parent who wrote that one
    /// @param age how many seconds ago it was signed
    /// @param retry the number of the repeat
    record PlayRequest(
            String from,
            String text,
            @Nullable String id,
            @Nullable String ts,
            @Nullable String thread,
            @Nullable String parent,
            @Nullable Long age,
            @Nullable Integer retry) {}
}
