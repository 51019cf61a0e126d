package dev.switchboard.emulators.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import dev.switchboard.emulators.sent.Sent.Button;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes messages as Slack's Web API does: what is wrong, it says with status 200.
@RestController
class SlackController {
    private static final String PROVIDER = "slack";

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;
    private final AtomicLong micros = new AtomicLong(System.currentTimeMillis() * 1000);

    SlackController(EmulatorSettings settings, Faults faults, Outgoing outgoing) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Message(
            @Nullable String channel,
            @Nullable String text,
            @Nullable String threadTs,
            @Nullable List<Block> blocks) {
        /// Of all its blocks.
        List<Button> buttons() {
            return blocks == null
                    ? List.of()
                    : blocks.stream()
                            .filter(block -> block.elements() != null)
                            .flatMap(block -> block.elements().stream())
                            .map(element -> new Button(
                                    element.actionId(),
                                    element.value(),
                                    element.text().text()))
                            .toList();
        }
    }

    record Block(String type, @Nullable List<Element> elements) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Element(String actionId, String value, Label text) {}

    record Label(String text) {}

    @JsonInclude(Include.NON_NULL)
    record Answer(
            boolean ok,
            @Nullable String channel,
            @Nullable String ts,
            @Nullable String error) {
        static Answer wrong(String error) {
            return new Answer(false, null, null, error);
        }
    }

    @PostMapping("/slack/api/chat.postMessage")
    Mono<Answer> post(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Message message) {
        if (!("Bearer " + settings.slack().botToken()).equals(authorization)) {
            return Mono.just(Answer.wrong(authorization == null ? "not_authed" : "invalid_auth"));
        }
        String channel = message.channel();
        String text = message.text();
        if (channel == null || !channel.equals(settings.slack().channel())) {
            return Mono.just(Answer.wrong("channel_not_found"));
        }
        if (text == null || text.isBlank()) {
            return Mono.just(Answer.wrong("no_text"));
        }
        return faults.take(PROVIDER, new Reaction<Answer>() {
            @Override
            public Answer accept(boolean undelivered) {
                String ts = ts();
                outgoing.add(Sent.inThread(PROVIDER, channel, text, ts, message.threadTs())
                        .with(message.buttons()));
                return new Answer(true, channel, ts, null);
            }

            @Override
            public RuntimeException tooMany() {
                return new EmulatedError(429, Answer.wrong("ratelimited"), Map.of("Retry-After", "1"));
            }

            @Override
            public RuntimeException fails() {
                return new EmulatedError(500, Answer.wrong("internal_error"));
            }

            @Override
            public RuntimeException refuses() {
                return new EmulatedError(200, Answer.wrong("is_archived"));
            }
        });
    }

    @PostMapping("/slack/api/auth.revoke")
    Answer revoke() {
        return new Answer(true, null, null, null);
    }

    private String ts() {
        long now = micros.incrementAndGet();
        return now / 1_000_000 + "." + String.format(Locale.ROOT, "%06d", now % 1_000_000);
    }

    @JsonInclude(Include.NON_NULL)
    record Info(boolean ok, @Nullable Member user, @Nullable String error) {}

    record Member(String id, Profile profile) {}

    record Profile(String email) {}

    /// `U0JANE` is jane@acme.test, and so on; whose id begins otherwise has an address elsewhere.
    @GetMapping("/slack/api/users.info")
    Info info(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam String user) {
        if (!("Bearer " + settings.slack().botToken()).equals(authorization)) {
            return new Info(false, null, "invalid_auth");
        }
        String name = user.toLowerCase(Locale.ROOT);
        String email = name.startsWith("u0") ? name.substring(2) + "@acme.test" : name + "@elsewhere.test";
        return new Info(true, new Member(user, new Profile(email)), null);
    }

    /// What a `response_url` takes: the card anew, or a word to who pressed.
    @PostMapping("/slack/actions/{ts}")
    Answer respond(@PathVariable String ts, @RequestBody Message message) {
        String text = String.valueOf(message.text());
        outgoing.add(Sent.inThread(PROVIDER, settings.slack().channel(), text, ts, null)
                .with(message.buttons()));
        return new Answer(true, null, null, null);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Tested(
            boolean ok, @Nullable String teamId, @Nullable String error) {}

    @PostMapping("/slack/api/auth.test")
    Tested test(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return ("Bearer " + settings.slack().botToken()).equals(authorization)
                ? new Tested(true, settings.slack().team(), null)
                : new Tested(false, null, "invalid_auth");
    }
}
