package dev.switchboard.emulators.x;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Macs;
import java.util.Base64;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/// Signs account activity as X does.
@Component
class XWebhooks {
    private final EmulatorSettings settings;
    private final Hooks hooks;
    private final JsonMapper json;

    XWebhooks(EmulatorSettings settings, Hooks hooks, JsonMapper json) {
        this.settings = settings;
        this.hooks = hooks;
        this.json = json;
    }

    Hooks.Call call(Activity activity) {
        byte[] body = json.writeValueAsBytes(activity);
        byte[] mac = Macs.of("HmacSHA256", settings.x().consumerSecret(), body);
        return Hooks.Call.json(
                "/api/webhooks/twitter",
                Map.of(
                        "x-twitter-webhooks-signature",
                        "sha256=" + Base64.getEncoder().encodeToString(mac)),
                body);
    }

    /// The account hears of its own message, and that it was read.
    void follow(String to, String id, String text) {
        String own = settings.x().userId();
        hooks.follow(Flux.just(true, false)
                .map(first ->
                        call(first ? Activity.message(own, own, to, id, text, "Acme Store") : Activity.read(own, to))));
    }
}
