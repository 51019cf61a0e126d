package dev.switchboard.emulators.mail;

import dev.switchboard.emulators.EmulatorSettings;
import jakarta.mail.internet.MimeMessage;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Plays somebody who writes a mail to the support address: it waits in its mailbox from then on.
@RestController
class EmailPlayController {
    private final EmulatorSettings.Mail settings;
    private final MailServer server;

    EmailPlayController(EmulatorSettings settings, MailServer server) {
        this.settings = settings.mail();
        this.server = server;
    }

    @PostMapping("/_play/email")
    Mono<ResponseEntity<String>> play(@RequestBody PlayedMail request) {
        return Mono.fromCallable(() -> {
                    String id = request.id() == null ? UUID.randomUUID() + "@play" : request.id();
                    MimeMessage mail = request.written(id, settings.address());
                    server.bring(mail, request.to() == null ? settings.address() : request.to());
                    return ResponseEntity.ok().header("X-Message-Id", id).body("The mail is in the mailbox.");
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
