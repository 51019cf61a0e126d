package dev.switchboard.admin.analytics;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Lets an administrator have the figures counted again.
@RestController
@Tag(name = "Netia: reports")
class RebuildController {
    private final RebuildReports rebuildReports;

    RebuildController(RebuildReports rebuildReports) {
        this.rebuildReports = rebuildReports;
    }

    record View(Rebuilt data) {}

    record Rebuilt(String object, long cells) {}

    @Operation(
            summary = "Count everything again",
            description = "For administrators. All figures of the account are made anew from what is known of each "
                    + "conversation and take the place of the old ones in one step.")
    @PostMapping("/api/reports/rebuild")
    Mono<View> rebuild(Caller.Agent caller) {
        if (!caller.administers()) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("Ask an administrator of your account."));
        }
        return rebuildReports.rebuild(caller.accountId()).map(cells -> new View(new Rebuilt("report_rebuild", cells)));
    }
}
