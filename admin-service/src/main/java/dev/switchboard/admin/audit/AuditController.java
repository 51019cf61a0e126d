package dev.switchboard.admin.audit;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.AuditRecorded.Change;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Shows administrators what was done in their account.
@RestController
@Tag(name = "Netia: audit log")
class AuditController {
    private static final int MOST = 200;

    private final AuditEntries entries;

    AuditController(AuditEntries entries) {
        this.entries = entries;
    }

    @Operation(
            summary = "Search the audit log",
            description = "For administrators and servers; the newest first. `actor` and `thing_id` are ids, `action` "
                    + "is one like `user.disabled` or what several begin with, `user.*`; `from` (included) and `to` "
                    + "(not included) are times. `next` goes into `after` for the following page.")
    @GetMapping("/api/audit_entries")
    Mono<Page> search(
            Caller.Staff caller,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(name = "thing_type", required = false) @Nullable String thingType,
            @RequestParam(name = "thing_id", required = false) @Nullable String thing,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        UUID account = caller.accountToAdminister();
        if (limit < 1 || limit > MOST) {
            throw Problem.field("limit", "must be from 1 to " + MOST);
        }
        EntryFilter filter = EntryFilter.of(actor, action, thingType, thing, address, from, to);
        return entries.newest(account, filter, after, limit + 1)
                .map(EntryView::of)
                .collectList()
                .map(found -> Page.of(found, limit));
    }

    /// @param next absent on the last page
    record Page(List<EntryView> data, @Nullable String next) {
        static Page of(List<EntryView> found, int limit) {
            return found.size() <= limit
                    ? new Page(found, null)
                    : new Page(
                            found.subList(0, limit),
                            Long.toString(found.get(limit - 1).number()));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record EntryView(
            long number,
            Instant occurredAt,
            Who actor,
            String action,
            What thing,
            @Nullable String address,
            @Nullable String userAgent,
            String requestId,
            List<Change> changes,
            String hash) {
        static EntryView of(Link link) {
            AuditRecorded entry = WireJson.read(link.entry(), AuditRecorded.class);
            return new EntryView(
                    link.number(),
                    entry.occurredAt(),
                    new Who(
                            entry.actor().kind(),
                            entry.actor().id(),
                            entry.actor().name()),
                    entry.action(),
                    new What(
                            entry.thing().type(),
                            entry.thing().id(),
                            entry.thing().name()),
                    entry.address(),
                    entry.userAgent(),
                    entry.traceId(),
                    entry.changes(),
                    link.hash());
        }
    }

    record Who(
            AuditRecorded.Kind kind,
            @Nullable UUID id,
            @Nullable String name) {}

    record What(String type, @Nullable String id, @Nullable String name) {}
}
