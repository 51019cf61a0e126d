package dev.switchboard.emulators.google;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.mail.PlayedMail;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Plays somebody who writes to the mailbox at Google, and what its owner and Google do to the agreement.
@RestController
class GmailPlayController {
    private final EmulatorSettings.Google settings;
    private final GmailBox box;
    private final Grants grants;

    GmailPlayController(EmulatorSettings settings, GmailBox box, Grants grants) {
        this.settings = settings.google();
        this.box = box;
        this.grants = grants;
    }

    @PostMapping("/_play/gmail")
    Mono<ResponseEntity<String>> play(@RequestBody PlayedMail request) {
        return Mono.fromCallable(() -> {
                    String id = request.id() == null ? UUID.randomUUID() + "@play" : request.id();
                    MimeMessage mail = request.written(id, settings.address());
                    ByteArrayOutputStream raw = new ByteArrayOutputStream();
                    mail.writeTo(raw);
                    box.add(raw.toByteArray(), id, SentMails.answers(mail), null, List.of("INBOX", "UNREAD"));
                    return ResponseEntity.ok().header("X-Message-Id", id).body("The mail is in the mailbox.");
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// The history is not remembered from before.
    @PostMapping("/_play/gmail/forget")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        box.forgetHistory();
    }

    /// The owner takes the access back.
    @PostMapping("/_play/gmail/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end() {
        grants.endAll();
    }

    /// The owner gives it again to whoever had it first: the demo tenant.
    @PostMapping("/_play/gmail/agree")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void agree() {
        grants.agreeAgain();
    }
}
