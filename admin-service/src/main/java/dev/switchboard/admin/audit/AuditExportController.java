package dev.switchboard.admin.audit;

import dev.switchboard.admin.csv.Csv;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Hands the log out, a page after the other while it is read.
@RestController
@Tag(name = "Netia: audit log")
class AuditExportController {
    private static final int PAGE = 500;

    private final AuditEntries entries;
    private final Audit audit;
    private final TransactionalOperator transaction;

    AuditExportController(AuditEntries entries, Audit audit, TransactionalOperator transaction) {
        this.entries = entries;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Operation(
            summary = "Export the audit log",
            description = "For administrators and servers; the oldest first, filtered like the search. `format` is "
                    + "`csv` or `jsonl`; a line of the latter holds what was hashed as `entry`, as the very text, so "
                    + "that the chain can be verified without us. The export is an entry of the log itself.")
    @GetMapping("/api/audit_entries/export")
    Mono<ResponseEntity<Flux<String>>> export(
            Caller.Staff caller,
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(name = "thing_type", required = false) @Nullable String thingType,
            @RequestParam(name = "thing_id", required = false) @Nullable String thing,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        UUID account = caller.accountToAdminister();
        if (!format.equals("csv") && !format.equals("jsonl")) {
            throw Problem.field("format", "must be csv or jsonl");
        }
        EntryFilter filter = EntryFilter.of(actor, action, thingType, thing, address, from, to);
        return audit.tell(account, Act.of("audit_log.exported", "audit_log", null))
                .as(transaction::transactional)
                .thenReturn(ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(
                                format.equals("csv") ? "text/csv;charset=UTF-8" : "application/jsonl;charset=UTF-8"))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + format + "\"")
                        .body(
                                format.equals("csv")
                                        ? csv(account, filter)
                                        : pages(account, filter).map(this::jsonLines)));
    }

    private Flux<String> csv(UUID account, EntryFilter filter) {
        return pages(account, filter)
                .map(AuditExportController::csvLines)
                .startWith(Csv.line(
                        "number",
                        "occurred_at",
                        "actor_kind",
                        "actor_id",
                        "actor_name",
                        "action",
                        "thing_type",
                        "thing_id",
                        "thing_name",
                        "address",
                        "user_agent",
                        "request_id",
                        "changes",
                        "hash"));
    }

    private Flux<List<Link>> pages(UUID account, EntryFilter filter) {
        return entries.oldest(account, filter, 0, PAGE)
                .collectList()
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : entries.oldest(account, filter, page.getLast().number(), PAGE)
                                .collectList());
    }

    private static String csvLines(List<Link> page) {
        StringBuilder lines = new StringBuilder();
        for (Link link : page) {
            AuditRecorded entry = WireJson.read(link.entry(), AuditRecorded.class);
            lines.append(Csv.line(
                    link.number(),
                    entry.occurredAt(),
                    entry.actor().kind().name().toLowerCase(Locale.ROOT),
                    entry.actor().id(),
                    entry.actor().name(),
                    entry.action(),
                    entry.thing().type(),
                    entry.thing().id(),
                    entry.thing().name(),
                    entry.address(),
                    entry.userAgent(),
                    entry.traceId(),
                    WireJson.write(entry.changes()),
                    link.hash()));
        }
        return lines.toString();
    }

    private String jsonLines(List<Link> page) {
        StringBuilder lines = new StringBuilder();
        for (Link link : page) {
            lines.append(WireJson.write(new Line(link.number(), link.hash(), link.entry())))
                    .append('\n');
        }
        return lines.toString();
    }

    private record Line(long number, String hash, String entry) {}
}
