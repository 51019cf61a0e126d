package dev.switchboard.channel.github;

import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.HookReader;
import dev.switchboard.channel.inbound.RefusedWebhooks;
import dev.switchboard.channel.inbound.RefusedWebhooks.Reason;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// GitHub's events: the application's, for the repositories of all accounts.
@RestController
@Tag(name = "Netia: webhooks")
class GithubWebhookController {
    private static final String EVENT = "X-GitHub-Event";
    private static final String DELIVERY = "X-GitHub-Delivery";

    private final GithubSettings settings;
    private final RefusedWebhooks refused;
    private final NoteIssues noteIssues;
    private final JsonMapper json;

    GithubWebhookController(GithubSettings settings, RefusedWebhooks refused, NoteIssues noteIssues, JsonMapper json) {
        this.settings = settings;
        this.refused = refused;
        this.noteIssues = noteIssues;
        this.json = json;
    }

    @Operation(
            summary = "Take GitHub's events",
            description =
                    "For GitHub, JSON or a form with `payload`, signed in `X-Hub-Signature-256`. An issue that is "
                            + "closed, reopened or commented on becomes a note in the conversations that it is linked to; "
                            + "whatever else comes is answered and nothing more. A delivery that comes again has no second "
                            + "effect.")
    @PostMapping("/api/github/webhook")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> receive(ServerHttpRequest request) {
        return HookReader.read(request).flatMap(this::receive);
    }

    private Mono<Void> receive(Hook hook) {
        String signature = hook.header(GithubSignature.HEADER);
        String delivery = hook.header(DELIVERY);
        if (signature == null) {
            return Mono.error(refuse(Reason.NO_SIGNATURE));
        }
        if (!GithubSignature.verifies(signature, hook.body(), settings.webhookSecret())) {
            return Mono.error(refuse(Reason.WRONG_SIGNATURE));
        }
        IssueEvent event = event(hook);
        if (event == null || delivery == null || delivery.length() > 100) {
            return Mono.error(refuse(Reason.MALFORMED));
        }
        return noteIssues.note(delivery, hook.header(EVENT), event);
    }

    private Problem refuse(Reason reason) {
        return refused.refuse("github", reason);
    }

    /// Null for what cannot be read.
    private @Nullable IssueEvent event(Hook hook) {
        try {
            List<String> payload =
                    hook.text().startsWith("payload=") ? hook.form().get("payload") : null;
            return json.readValue(payload == null ? hook.text() : payload.getFirst(), IssueEvent.class);
        } catch (IllegalArgumentException | JacksonException e) {
            return null;
        }
    }
}
