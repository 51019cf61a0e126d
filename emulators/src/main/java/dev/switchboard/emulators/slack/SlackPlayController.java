package dev.switchboard.emulators.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
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

    /// Presses a button of a card.
    @PostMapping("/_play/slack/action")
    Mono<ResponseEntity<String>> press(@RequestBody PressRequest request, ServerHttpRequest http) {
        EmulatorSettings.Slack own = settings.slack();
        String pressed = request.at() == null ? ts() : request.at();
        Payload payload = new Payload(
                "block_actions",
                new Named(request.from()),
                new Named(own.team()),
                new Named(own.channel()),
                new Shown(request.text(), request.card()),
                http.getURI().resolve("/slack/actions/" + request.card()).toString(),
                List.of(new Pressed(request.action(), "block", "button", request.value(), pressed)));
        String body = "payload=" + URLEncoder.encode(json.writeValueAsString(payload), StandardCharsets.UTF_8);
        Map<String, String> headers = SlackSigner.headers(Instant.now().getEpochSecond(), body, own.signingSecret());
        return hooks.post(Hooks.Call.form("/api/slack/actions", headers, body.getBytes(StandardCharsets.UTF_8)))
                .map(answer -> Played.of(answer, pressed));
    }

    /// @param card the `ts` of the message with the button
    /// @param text of that message
    /// @param at when it is pressed, to play one press twice
    record PressRequest(
            String from,
            String action,
            String value,
            String card,
            String text,
            @Nullable String at) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Payload(
            String type,
            Named user,
            Named team,
            Named channel,
            Shown message,
            String responseUrl,
            List<Pressed> actions) {}

    record Named(String id) {}

    record Shown(String text, String ts) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Pressed(String actionId, String blockId, String type, String value, String actionTs) {}
}
