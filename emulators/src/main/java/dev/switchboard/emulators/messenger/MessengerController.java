package dev.switchboard.emulators.messenger;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes messages as Meta's Send API does, with its checks and its errors.
@RestController
class MessengerController {
    private static final String PROVIDER = "messenger";
    private static final int LONGEST = 2000;

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;
    private final MessengerWebhooks webhooks;

    MessengerController(EmulatorSettings settings, Faults faults, Outgoing outgoing, MessengerWebhooks webhooks) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
        this.webhooks = webhooks;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record SendRequest(
            @Nullable String messagingType,
            @Nullable Party recipient,
            @Nullable Message message) {}

    record Party(@Nullable String id) {}

    record Message(
            @Nullable String text,
            @Nullable Attachment attachment,
            @Nullable String metadata) {}

    record Attachment(@Nullable String type, @Nullable Payload payload) {}

    record Payload(@Nullable String url) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Answer(String recipientId, String messageId) {}

    record Refusal(Detail error) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Detail(String message, String type, int code, String fbtraceId) {}

    @PostMapping("/graph/{version:v\\d+\\.\\d+}/me/messages")
    Mono<Answer> messages(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody SendRequest request) {
        if (!("Bearer " + settings.messenger().accessToken()).equals(authorization)) {
            return Mono.error(error(401, 190, "Invalid OAuth access token - Cannot parse access token"));
        }
        String to = request.recipient() == null ? null : request.recipient().id();
        Message message = request.message();
        if (to == null || to.isBlank() || message == null) {
            return Mono.error(error(400, 100, "(#100) The parameters recipient and message are required"));
        }
        String file = message.attachment() == null || message.attachment().payload() == null
                ? null
                : message.attachment().payload().url();
        String text = message.text() == null ? file : message.text();
        if (text == null || text.isEmpty() || (message.text() != null && message.attachment() != null)) {
            return Mono.error(error(400, 100, "(#100) A message needs either a text or an attachment"));
        }
        if (text.length() > LONGEST) {
            return Mono.error(error(400, 100, "(#100) Length of param message[text] must be at most 2000"));
        }
        return take(to, text, message.metadata());
    }

    private Mono<Answer> take(String to, String text, @Nullable String metadata) {
        return faults.take(PROVIDER, new Reaction<Answer>() {
            @Override
            public Answer accept(boolean undelivered) {
                String id = "m_" + UUID.randomUUID();
                outgoing.add(Sent.inThread(PROVIDER, to, text, id, null));
                webhooks.follow(to, id, text, metadata, !undelivered);
                return new Answer(to, id);
            }

            @Override
            public RuntimeException tooMany() {
                return error(400, 613, "(#613) Calls to this api have exceeded the rate limit.");
            }

            @Override
            public RuntimeException fails() {
                return error(500, 1200, "Temporary send message failure. Please try again later.");
            }

            @Override
            public RuntimeException refuses() {
                return error(400, 10, "(#10) This message is sent outside of allowed window.");
            }
        });
    }

    private static EmulatedError error(int status, int code, String message) {
        return new EmulatedError(status, new Refusal(new Detail(message, "OAuthException", code, "AEmulated")));
    }

    record Id(String id) {}

    @GetMapping("/graph/{version:v\\d+\\.\\d+}/me")
    Mono<Id> page(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return ("Bearer " + settings.messenger().accessToken()).equals(authorization)
                ? Mono.just(new Id(settings.messenger().pageId()))
                : Mono.error(error(401, 190, "Invalid OAuth access token - Cannot parse access token"));
    }
}
