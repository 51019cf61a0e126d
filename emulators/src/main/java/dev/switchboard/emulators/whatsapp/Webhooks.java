package dev.switchboard.emulators.whatsapp;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Signs webhooks for the gateway.
@Component
class Webhooks {
    private final EmulatorSettings settings;
    private final JsonMapper json;

    Webhooks(EmulatorSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    Hooks.Call call(CloudPayload payload) {
        byte[] body = json.writeValueAsBytes(payload);
        String signature = MetaSignature.sign(body, settings.whatsapp().appSecret());
        return Hooks.Call.json("/api/webhooks/whatsapp", Map.of(MetaSignature.HEADER, signature), body);
    }
}
