package dev.switchboard.emulators.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Macs;
import dev.switchboard.emulators.hubspot.ContactBook.Contact;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// What HubSpot tells of contacts, signed in its third way.
@Component
class ContactEvents {
    private static final String PATH = "/api/hubspot/webhook";

    private final EmulatorSettings settings;
    private final Hooks hooks;
    private final JsonMapper json;
    private final AtomicLong ids = new AtomicLong(1);

    ContactEvents(EmulatorSettings settings, Hooks hooks, JsonMapper json) {
        this.settings = settings;
        this.hooks = hooks;
        this.json = json;
    }

    @JsonInclude(Include.NON_NULL)
    record Event(
            long eventId,
            long portalId,
            long appId,
            long occurredAt,
            String subscriptionType,
            int attemptNumber,
            long objectId,
            String propertyName,
            String changeSource,
            @Nullable String sourceId) {}

    /// The application changed a contact.
    void tellOwn(Contact contact) {
        hooks.follow(Flux.just(
                call(contact, "INTEGRATION", Long.toString(settings.hubspot().appId()))));
    }

    /// Somebody changed it at HubSpot.
    Mono<ResponseEntity<String>> tell(Contact contact) {
        return hooks.post(call(contact, "CRM_UI", "userId:1"));
    }

    private Hooks.Call call(Contact contact, String source, String sourceId) {
        EmulatorSettings.Hubspot own = settings.hubspot();
        long now = Instant.now().toEpochMilli();
        byte[] body = json.writeValueAsBytes(List.of(new Event(
                ids.getAndIncrement(),
                own.portalId(),
                own.appId(),
                now,
                "contact.propertyChange",
                0,
                Long.parseLong(contact.id()),
                "firstname",
                source,
                sourceId)));
        String time = Long.toString(now);
        return Hooks.Call.json(
                PATH,
                Map.of(
                        "X-HubSpot-Signature-v3",
                        sign(settings.publicAddress(PATH), body, time, own.clientSecret()),
                        "X-HubSpot-Request-Timestamp",
                        time),
                body);
    }

    static String sign(String address, byte[] body, String time, String secret) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(("POST" + address).getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        signed.writeBytes(time.getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(Macs.of("HmacSHA256", secret, signed.toByteArray()));
    }
}
