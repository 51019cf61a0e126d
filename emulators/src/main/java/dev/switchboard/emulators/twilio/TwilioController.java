package dev.switchboard.emulators.twilio;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes messages as Twilio's REST API does, with its checks and its errors.
@RestController
class TwilioController {
    private static final String PROVIDER = "twilio";
    private static final int LONGEST = 1600;

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;
    private final TwilioWebhooks webhooks;

    TwilioController(EmulatorSettings settings, Faults faults, Outgoing outgoing, TwilioWebhooks webhooks) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
        this.webhooks = webhooks;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Message(String sid, String accountSid, String from, String to, String body, String status) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Account(String sid, String friendlyName, String status) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Refusal(int code, String message, String moreInfo, int status) {}

    @GetMapping("/twilio/2010-04-01/Accounts/{sid}.json")
    Account account(
            @PathVariable String sid,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        authorize(sid, authorization);
        return new Account(sid, "Demo", "active");
    }

    @PostMapping("/twilio/2010-04-01/Accounts/{sid}/Messages.json")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Message> messages(
            @PathVariable String sid,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            ServerWebExchange exchange) {
        authorize(sid, authorization);
        return exchange.getFormData().flatMap(form -> {
            String to = field(form, "To");
            String text = field(form, "Body");
            String file = field(form, "MediaUrl");
            if (!settings.twilio().number().equals(field(form, "From"))) {
                return Mono.error(error(400, 21606, "The From phone number is not a valid, SMS-capable number"));
            }
            if (!to.matches("\\+\\d{7,15}")) {
                return Mono.error(error(400, 21211, "Invalid 'To' Phone Number: " + to));
            }
            if (text.isEmpty() && file.isEmpty()) {
                return Mono.error(error(400, 21602, "Message body is required."));
            }
            if (text.length() > LONGEST) {
                return Mono.error(error(400, 21617, "The concatenated message body exceeds the 1600 character limit."));
            }
            return take(to, (text + " " + file).strip(), field(form, "StatusCallback"));
        });
    }

    private Mono<Message> take(String to, String text, String callback) {
        return faults.take(PROVIDER, new Reaction<Message>() {
            @Override
            public Message accept(boolean undelivered) {
                String id = "SM" + UUID.randomUUID().toString().replace("-", "");
                outgoing.add(Sent.inThread(PROVIDER, to, text, id, null));
                if (!callback.isEmpty()) {
                    webhooks.follow(callback, id, to, undelivered);
                }
                EmulatorSettings.Twilio own = settings.twilio();
                return new Message(id, own.accountSid(), own.number(), to, text, "queued");
            }

            @Override
            public RuntimeException tooMany() {
                return error(429, 20429, "Too Many Requests");
            }

            @Override
            public RuntimeException fails() {
                return error(500, 20500, "An internal server error has occurred");
            }

            @Override
            public RuntimeException refuses() {
                return error(400, 21610, "Attempt to send to unsubscribed recipient");
            }
        });
    }

    private void authorize(String sid, @Nullable String authorization) {
        EmulatorSettings.Twilio own = settings.twilio();
        String credential = own.accountSid() + ":" + own.authToken();
        String basic = "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
        if (!sid.equals(own.accountSid()) || !basic.equals(authorization)) {
            throw error(401, 20003, "Authenticate");
        }
    }

    private static String field(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }

    private static EmulatedError error(int status, int code, String message) {
        return new EmulatedError(
                status, new Refusal(code, message, "https://www.twilio.com/docs/errors/" + code, status));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Numbers(List<PhoneNumber> incomingPhoneNumbers) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record PhoneNumber(String phoneNumber) {}

    @GetMapping("/twilio/2010-04-01/Accounts/{sid}/IncomingPhoneNumbers.json")
    Numbers numbers(
            @PathVariable String sid,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        authorize(sid, authorization);
        return new Numbers(List.of(new PhoneNumber(settings.twilio().number())));
    }
}
