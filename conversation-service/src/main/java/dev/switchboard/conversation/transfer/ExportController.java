package dev.switchboard.conversation.transfer;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes an account's customers, conversations or messages out, a line each. An export that broke off goes on behind
/// its last whole line: `after` is that line's `id`, or for messages its `conversation_id:seq`.
@RestController
@Tag(name = "Netia: import and export")
class ExportController {
    private final Exports exports;
    private final Audit audit;

    ExportController(Exports exports, Audit audit) {
        this.audit = audit;
        this.exports = exports;
    }

    @Operation(
            summary = "Export customers, conversations or messages",
            description =
                    "A line each, as jsonl or csv, for administrators. To go on behind a line, pass its id as after, or for messages its conversation_id:seq.")
    @GetMapping("/api/exports/{kind}")
    ResponseEntity<Flux<DataBuffer>> export(
            Caller.Staff caller,
            @PathVariable String kind,
            @RequestParam(defaultValue = "jsonl") String format,
            @RequestParam(required = false) @Nullable String after) {
        UUID account = caller.accountToAdminister();
        Format written = Format.of(format);
        Flux<String> text = switch (kind) {
            case "customers" ->
                text(
                        ExportLine.CustomerLine.class,
                        exports.customers(account, place(after, UUID::fromString)),
                        written,
                        after);
            case "conversations" ->
                text(
                        ExportLine.ConversationLine.class,
                        exports.conversations(account, place(after, UUID::fromString)),
                        written,
                        after);
            case "messages" ->
                text(
                        ExportLine.MessageLine.class,
                        exports.messages(account, place(after, ExportController::position)),
                        written,
                        after);
            default -> throw Problem.of(ProblemCode.NOT_FOUND, "Not found");
        };
        String file = "attachment; filename=\"" + kind + (written == Format.CSV ? ".csv\"" : ".jsonl\"");
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, written.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, file)
                .body(audit.doing(account, Mono.empty(), Act.of("data.exported", kind, null))
                        .thenMany(text.map(ExportController::buffer)));
    }

    /// A page at a time; what is resumed has its header already.
    private static Flux<String> text(
            Class<? extends ExportLine> type,
            Flux<? extends List<? extends ExportLine>> pages,
            Format format,
            @Nullable String after) {
        Flux<String> lines = pages.map(page -> page(page, format));
        boolean headed = format == Format.CSV && (after == null || after.isEmpty());
        return headed ? lines.startWith(ExportLine.header(type)) : lines;
    }

    private static String page(List<? extends ExportLine> page, Format format) {
        StringBuilder text = new StringBuilder();
        for (ExportLine line : page) {
            switch (format) {
                case CSV -> text.append(line.csv());
                case JSONL -> text.append(WireJson.write(line)).append('\n');
            }
        }
        return text.toString();
    }

    private static DataBuffer buffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> @Nullable T place(@Nullable String after, Function<String, T> reading) {
        try {
            return after == null || after.isEmpty() ? null : reading.apply(after);
        } catch (IllegalArgumentException e) {
            throw Problem.field("after", "is no place in this export");
        }
    }

    private static Exports.Position position(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no colon");
        }
        return new Exports.Position(
                UUID.fromString(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }
}
