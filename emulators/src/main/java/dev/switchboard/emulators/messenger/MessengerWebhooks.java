package dev.switchboard.emulators.messenger;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Macs;
import dev.switchboard.emulators.messenger.PagePayload.Event;
import dev.switchboard.emulators.messenger.PagePayload.Party;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/// Signs webhooks of the page, and tells what becomes of its messages: the echo, then how far all of them have come.
@Component
class MessengerWebhooks {
    private final EmulatorSettings settings;
    private final Hooks hooks;
    private final JsonMapper json;

    MessengerWebhooks(EmulatorSettings settings, Hooks hooks, JsonMapper json) {
        this.settings = settings;
        this.hooks = hooks;
        this.json = json;
    }

    Hooks.Call call(Event event) {
        byte[] body = json.writeValueAsBytes(PagePayload.of(settings.messenger().pageId(), event.timestamp(), event));
        byte[] mac = Macs.of("HmacSHA256", settings.whatsapp().appSecret(), body);
        return Hooks.Call.json(
                "/api/webhooks/facebook",
                Map.of("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac)),
                body);
    }

    /// @param arrives whether it is delivered and read
    void follow(String to, String mid, String text, @Nullable String metadata, boolean arrives) {
        String page = settings.messenger().pageId();
        PagePayload.Message echo = new PagePayload.Message(mid, text, null, true, "1", metadata);
        Flux<Hooks.Call> course = Flux.defer(() -> Flux.just(call(Event.of(page, to, now(), echo))));
        if (arrives) {
            course = course.concatWith(Flux.defer(() -> Flux.just(call(new Event(
                            new Party(to),
                            new Party(page),
                            now(),
                            null,
                            new PagePayload.Delivery(List.of(mid), now()),
                            null)))))
                    .concatWith(Flux.defer(() -> Flux.just(call(new Event(
                            new Party(to), new Party(page), now(), null, null, new PagePayload.Read(now()))))));
        }
        hooks.follow(course);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
