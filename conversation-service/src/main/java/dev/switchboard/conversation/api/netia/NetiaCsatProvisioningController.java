package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.csat.SurveySetting;
import dev.switchboard.conversation.csat.SurveySettings;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Where the installation lets an inbox ask its customers how it was; the gateway routes nobody here.
@RestController
class NetiaCsatProvisioningController {
    private final SurveySettings settings;
    private final Concerns concerns;

    NetiaCsatProvisioningController(SurveySettings settings, Concerns concerns) {
        this.settings = settings;
        this.concerns = concerns;
    }

    record QuestionRequest(String question) {}

    @PutMapping("/internal/accounts/{accountId}/csat/{inboxId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> ask(
            Caller.Operator operator,
            @PathVariable UUID accountId,
            @PathVariable UUID inboxId,
            @RequestBody QuestionRequest request) {
        return settings.put(new SurveySetting(accountId, inboxId, request.question()))
                .then(Mono.defer(concerns::refresh));
    }
}
