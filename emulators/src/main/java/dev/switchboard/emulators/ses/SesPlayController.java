package dev.switchboard.emulators.ses;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import dev.switchboard.emulators.mail.PlayedMail;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Plays somebody who writes to the address that SES receives for, what becomes of our mails, and the subscription.
@RestController
class SesPlayController {
    private final EmulatorSettings settings;
    private final SnsSigner signer;
    private final Hooks hooks;
    private final Outgoing outgoing;
    private final JsonMapper json;

    SesPlayController(EmulatorSettings settings, SnsSigner signer, Hooks hooks, Outgoing outgoing, JsonMapper json) {
        this.settings = settings;
        this.signer = signer;
        this.hooks = hooks;
        this.outgoing = outgoing;
        this.json = json;
    }

    record Notice(
            String notificationType,
            Mail mail,
            @Nullable Receipt receipt,
            @Nullable String content,
            @Nullable Bounce bounce) {}

    record Mail(String messageId, String source, List<String> destination) {}

    record Receipt(List<String> recipients, Action action) {}

    record Action(String type, String topicArn, String encoding) {}

    record Bounce(String bounceType, List<Recipient> bouncedRecipients) {}

    record Recipient(String emailAddress, String status, String diagnosticCode) {}

    /// @param version of the signature, 1 or 2
    @PostMapping("/_play/ses")
    Mono<ResponseEntity<String>> play(
            ServerHttpRequest here, @RequestBody PlayedMail mail, @RequestParam(defaultValue = "2") String version) {
        String id = mail.id() == null ? UUID.randomUUID() + "@play" : mail.id();
        return Mono.fromCallable(() -> notice(mail, id))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(notice -> post(here, "Notification", json.writeValueAsString(notice), version))
                .map(answer -> Played.of(answer, id));
    }

    @PostMapping("/_play/ses/subscription")
    Mono<ResponseEntity<String>> subscribe(ServerHttpRequest here) {
        return post(here, "SubscriptionConfirmation", "You have chosen to subscribe", "2")
                .map(answer -> Played.of(answer, ""));
    }

    private Notice notice(PlayedMail mail, String id) throws MessagingException, IOException {
        String address = settings.ses().address();
        if (mail.bounceOf() != null) {
            return new Notice(
                    "Bounce",
                    new Mail(mail.bounceOf(), address, List.of(mail.from())),
                    null,
                    null,
                    new Bounce(
                            "Permanent", List.of(new Recipient(mail.from(), "5.1.1", "smtp; 550 5.1.1 User unknown"))));
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        mail.written(id, address).writeTo(raw);
        return new Notice(
                "Received",
                new Mail(UUID.randomUUID().toString(), mail.from(), List.of(address)),
                new Receipt(List.of(address), new Action("SNS", settings.ses().topicArn(), "BASE64")),
                Base64.getEncoder().encodeToString(raw.toByteArray()),
                null);
    }

    private Mono<ResponseEntity<String>> post(ServerHttpRequest here, String type, String message, String version) {
        String own = "http://127.0.0.1:" + here.getURI().getPort();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", type);
        fields.put("MessageId", UUID.randomUUID().toString());
        fields.put("TopicArn", settings.ses().topicArn());
        fields.put("Message", message);
        fields.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        if (type.equals("SubscriptionConfirmation")) {
            fields.put("Token", "demo-token");
            fields.put("SubscribeURL", own + "/sns/confirm?Token=demo-token");
        }
        fields.put("SignatureVersion", version);
        fields.put("Signature", signer.sign(fields, version));
        fields.put("SigningCertURL", own + "/sns/SimpleNotificationService-demo.pem");
        byte[] body = json.writeValueAsBytes(fields);
        return hooks.post(new Hooks.Call(
                "/api/ses/webhook", "text/plain; charset=UTF-8", Map.of("x-amz-sns-message-type", type), body));
    }

    @GetMapping("/sns/SimpleNotificationService-demo.pem")
    ResponseEntity<String> certificate() {
        return ResponseEntity.ok()
                .header("Content-Type", "application/x-pem-file")
                .body(signer.certificate());
    }

    @GetMapping("/sns/confirm")
    String confirm(@RequestParam("Token") String token) {
        outgoing.add(new Sent("ses", settings.ses().topicArn(), "confirmed", token, Instant.now()));
        return "<ConfirmSubscriptionResponse/>";
    }
}
