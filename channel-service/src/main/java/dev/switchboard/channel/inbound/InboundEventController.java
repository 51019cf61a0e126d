package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The inbound event log, for those who run an account. Its bytes are shown to nobody.
@RestController
@Tag(name = "Netia: integrations")
class InboundEventController {
    private static final UUID NEWEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");
    private static final int PAGE = 100;

    private final InboundLog log;
    private final ReplayInbound replay;

    InboundEventController(InboundLog log, ReplayInbound replay) {
        this.log = log;
        this.replay = replay;
    }

    @Operation(
            summary = "List the webhooks that providers brought",
            description = "Newest first, 1 to 100 of them; `after` takes the last `id` of the page before. Each with "
                    + "its events and what became of them: `told`, `fetching` its files, `told_without_files`, or "
                    + "`ignored`: a machine's. "
                    + "For owners, admins and secret keys.")
    @GetMapping("/api/inbound_events")
    Mono<Page> list(
            Caller.Staff caller,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > PAGE) {
            throw Problem.field("limit", "must be 1 to " + PAGE);
        }
        return log.list(Authority.administering(caller), after == null ? NEWEST : after, provider, limit)
                .map(EntryView::of)
                .collectList()
                .map(Page::new);
    }

    record Page(List<EntryView> data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record EntryView(
            UUID id,
            UUID inboxId,
            @Nullable String provider,
            Instant receivedAt,
            @Nullable Instant replayedAt,
            boolean replayable,
            List<EventView> events) {
        static EntryView of(InboundLog.EntryRow row) {
            List<EventView> events = new ArrayList<>();
            for (int i = 0; i < row.events().length; i++) {
                events.add(new EventView(row.events()[i], row.outcomes()[i]));
            }
            return new EntryView(
                    row.id(),
                    row.inboxId(),
                    row.provider(),
                    row.receivedAt(),
                    row.replayedAt(),
                    row.replayable(),
                    events);
        }
    }

    record EventView(String id, String outcome) {}

    @Operation(
            summary = "Replay one webhook",
            description = "Reads it again as it came. A message that is recorded is not recorded a second time, and no "
                    + "status goes backwards. For owners, admins and secret keys.")
    @PostMapping("/api/inbound_events/{id}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> one(Caller.Staff caller, @PathVariable UUID id) {
        return replay.one(Authority.administering(caller), id);
    }

    @Operation(
            summary = "Replay the webhooks of a span of time",
            description = "From `from` (inclusive) to `to` (exclusive), the oldest 1,000 of them. For owners, admins "
                    + "and secret keys.")
    @PostMapping("/api/inbound_events/replay")
    Mono<Replayed> span(Caller.Staff caller, @Valid @RequestBody SpanRequest request) {
        if (!request.from().isBefore(request.to())) {
            throw Problem.field("to", "must be later than from");
        }
        return replay.span(Authority.administering(caller), request.from(), request.to())
                .map(Replayed::new);
    }

    record SpanRequest(
            @NotNull @Schema(example = "2026-01-01T00:00:00Z")
            Instant from,

            @NotNull @Schema(example = "2026-01-02T00:00:00Z")
            Instant to) {}

    record Replayed(long replayed) {}
}
