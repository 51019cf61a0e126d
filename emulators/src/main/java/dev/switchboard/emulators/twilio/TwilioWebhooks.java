package dev.switchboard.emulators.twilio;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// Makes the calls that Twilio makes, signed for the public address.
@Component
class TwilioWebhooks {
    private final EmulatorSettings settings;
    private final Hooks hooks;

    TwilioWebhooks(EmulatorSettings settings, Hooks hooks) {
        this.settings = settings;
        this.hooks = hooks;
    }

    Hooks.Call call(String url, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String signature = TwilioSigner.sign(url, fields, settings.twilio().authToken());
        return Hooks.Call.form(
                URI.create(url).getRawPath(),
                Map.of(TwilioSigner.HEADER, signature),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Tells to the address that the message named what becomes of it.
    void follow(String callback, String sid, String to, boolean undelivered) {
        List<String> course = undelivered ? List.of("sent", "undelivered") : List.of("sending", "sent", "delivered");
        hooks.follow(Flux.fromIterable(course).map(status -> call(callback, status(sid, to, status))));
    }

    private Map<String, String> status(String sid, String to, String status) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AccountSid", settings.twilio().accountSid());
        fields.put("ApiVersion", "2010-04-01");
        fields.put("From", settings.twilio().number());
        fields.put("To", to);
        fields.put("MessageSid", sid);
        fields.put("SmsSid", sid);
        fields.put("MessageStatus", status);
        fields.put("SmsStatus", status);
        if (status.equals("undelivered")) {
            fields.put("ErrorCode", "30003");
        }
        return fields;
    }
}
