package dev.switchboard.admin.analytics;

import dev.switchboard.admin.csv.Csv;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Opens a figure: the conversations behind it.
@RestController
@Tag(name = "Netia: reports")
@RequestMapping("/api/reports/conversations")
class ReportConversationController {
    private static final int MOST = 100;
    private static final int PAGE = 500;
    private static final int LONGEST = 100;
    private static final double SECOND = 1000.0;

    private final BehindFigures behind;
    private final Clock clock;

    ReportConversationController(BehindFigures behind, Clock clock) {
        this.behind = behind;
        this.clock = clock;
    }

    /// @param next absent on the last page
    record Page(List<ConversationView> data, @Nullable UUID next) {}

    /// Times are seconds.
    @JsonNaming(SnakeCaseStrategy.class)
    record ConversationView(
            UUID conversationId,
            Instant startedAt,
            @Nullable String channel,
            @Nullable UUID inboxId,
            @Nullable UUID agentId,
            @Nullable String handoverReason,
            @Nullable Integer rating,
            @Nullable String intent,
            @Nullable Double firstResponse,
            @Nullable Double resolution) {
        static ConversationView of(BehindFigures.Row row) {
            return new ConversationView(
                    row.conversationId(),
                    row.startedAt(),
                    row.channel(),
                    row.inboxId(),
                    row.agentId(),
                    row.handoverReason(),
                    row.rating(),
                    row.intent(),
                    seconds(row.responseMs()),
                    seconds(row.resolutionMs()));
        }
    }

    @Operation(
            summary = "List the conversations behind a figure",
            description = "With the filter of the report. `measure` is conversations, ai_resolved, handovers, "
                    + "first_response, agent_response, resolution, rating or intent; `bucket` narrows it to a "
                    + "reason, a score or an intent. The newest first; `next` goes into `after`. Conversations are "
                    + "listed for as long as analytics keeps them, figures stay.")
    @GetMapping
    Mono<Page> list(
            Caller.Staff caller,
            @ModelAttribute ReportRequest request,
            @RequestParam(defaultValue = "conversations") String measure,
            @RequestParam(required = false) @Nullable String bucket,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        Scope scope = request.scope(caller, clock.instant());
        if (limit < 1 || limit > MOST) {
            throw Problem.field("limit", "must be from 1 to " + MOST);
        }
        return behind.list(scope, Measure.of(measure), bucket(bucket), after, limit + 1)
                .map(ConversationView::of)
                .collectList()
                .map(found -> found.size() <= limit
                        ? new Page(found, null)
                        : new Page(found.subList(0, limit), found.get(limit - 1).conversationId()));
    }

    @Operation(summary = "Export the conversations behind a figure as CSV", description = "The same list, whole.")
    @GetMapping("/export")
    ResponseEntity<Flux<String>> export(
            Caller.Staff caller,
            @ModelAttribute ReportRequest request,
            @RequestParam(defaultValue = "conversations") String measure,
            @RequestParam(required = false) @Nullable String bucket) {
        Scope scope = request.scope(caller, clock.instant());
        Measure measured = Measure.of(measure);
        String narrowed = bucket(bucket);
        Flux<String> lines = behind.list(scope, measured, narrowed, null, PAGE)
                .collectList()
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : behind.list(scope, measured, narrowed, page.getLast().conversationId(), PAGE)
                                .collectList())
                .concatMapIterable(page -> page)
                .map(ReportConversationController::line)
                .startWith(Csv.line(
                        "conversation_id",
                        "started_at",
                        "channel",
                        "inbox_id",
                        "agent_id",
                        "handover_reason",
                        "rating",
                        "intent",
                        "first_response",
                        "resolution"));
        return ReportController.csv("conversations", lines);
    }

    private static String line(BehindFigures.Row row) {
        return Csv.line(
                row.conversationId(),
                row.startedAt(),
                row.channel(),
                row.inboxId(),
                row.agentId(),
                row.handoverReason(),
                row.rating(),
                row.intent(),
                seconds(row.responseMs()),
                seconds(row.resolutionMs()));
    }

    private static @Nullable String bucket(@Nullable String text) {
        if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
            throw Problem.field("bucket", "must be at most " + LONGEST + " characters");
        }
        return text;
    }

    private static @Nullable Double seconds(@Nullable Long millis) {
        return millis == null ? null : millis / SECOND;
    }
}
