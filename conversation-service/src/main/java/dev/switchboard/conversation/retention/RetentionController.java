package dev.switchboard.conversation.retention;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Administrators say how long each inbox keeps what was said.
@RestController
@Tag(name = "Netia: retention")
@RequestMapping("/api/retention_policies")
class RetentionController {
    private final RetentionPolicies policies;
    private final Directory directory;
    private final Clock clock;
    private final Audit audit;

    RetentionController(RetentionPolicies policies, Directory directory, Clock clock, Audit audit) {
        this.audit = audit;
        this.policies = policies;
        this.directory = directory;
        this.clock = clock;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record PolicyView(String object, UUID inboxId, int days, String action, Instant updatedAt) {
        static PolicyView of(RetentionPolicy policy) {
            return new PolicyView(
                    "retention_policy",
                    policy.inboxId(),
                    policy.days(),
                    policy.action().wire(),
                    policy.updatedAt());
        }
    }

    private record DataView<T>(T data) {}

    @Operation(
            summary = "List retention policies",
            description = "How long each inbox keeps what was said after a conversation is closed; for administrators.")
    @GetMapping
    Mono<DataView<List<PolicyView>>> list(Caller.Staff caller) {
        return policies.of(caller.accountToAdminister())
                .map(PolicyView::of)
                .collectList()
                .map(DataView::new);
    }

    @Operation(
            summary = "Set the retention of an inbox",
            description =
                    "erase removes the messages so many days after closing; anonymise leaves of each who spoke and when.")
    @PutMapping("/{inboxId}")
    Mono<DataView<PolicyView>> keep(
            Caller.Staff caller, @PathVariable String inboxId, @RequestBody RetentionRequest request) {
        UUID account = caller.accountToAdminister();
        UUID inbox = id(inboxId);
        if (directory.inbox(account, inbox).isEmpty()) {
            return Mono.error(notFound());
        }
        return audit.doing(
                        account,
                        policies.keep(request.of(account, inbox, clock.instant())),
                        kept -> Act.of("retention_policy.set", "inbox", inbox).changed("days", null, kept.days()))
                .map(PolicyView::of)
                .map(DataView::new);
    }

    @Operation(summary = "Remove the retention of an inbox", description = "From now on it keeps everything.")
    @DeleteMapping("/{inboxId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(Caller.Staff caller, @PathVariable String inboxId) {
        UUID account = caller.accountToAdminister();
        UUID inbox = id(inboxId);
        return audit.doing(
                        account,
                        policies.remove(account, inbox).filter(removed -> removed),
                        _ -> Act.of("retention_policy.removed", "inbox", inbox))
                .switchIfEmpty(Mono.error(RetentionController::notFound))
                .then();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static Problem notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "Not found");
    }
}
