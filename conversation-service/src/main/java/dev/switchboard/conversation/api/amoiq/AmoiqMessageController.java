package dev.switchboard.conversation.api.amoiq;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.webchat.SayInVisit;
import dev.switchboard.conversation.webchat.Visit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// A widget that has no socket writes.
@RestController
@Tag(name = "Amoiq: web chat")
class AmoiqMessageController {
    private final AmoiqVisits visits;
    private final SayInVisit sayInVisit;

    AmoiqMessageController(AmoiqVisits visits, SayInVisit sayInVisit) {
        this.visits = visits;
        this.sayInVisit = sayInVisit;
    }

    private record SentView(boolean success, UUID messageId, String sessionId) {}

    @Operation(
            summary = "Say something without a socket",
            description = "Recorded in the same conversation as what the visitor's sockets say. tenantId "
                    + "must be the credential's. The same id (or Idempotency-Key) again is recorded "
                    + "once. Without a sessionId the answer says a new one.")
    @PostMapping("/webchat/message")
    Mono<SentView> say(
            Caller.InAccount caller,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestBody AmoiqMessageRequest request) {
        AmoiqTenant.require(caller.accountId(), request.tenantId());
        AmoiqMessageRequest.Checked checked =
                request.checked(idempotencyKey, Ids.next().toString());
        Visit visit = visits.of(caller, checked.visitor(), origin, Ids.secret());
        return sayInVisit
                .say(visit, checked.saying())
                .map(recorded -> new SentView(true, recorded.messageId(), visit.sessionId()));
    }
}
