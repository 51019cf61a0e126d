package dev.switchboard.admin.analytics;

import dev.switchboard.common.identity.Caller;
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
        return rebuildReports
                .rebuild(caller.accountToAdminister())
                .map(cells -> new View(new Rebuilt("report_rebuild", cells)));
    }
}
