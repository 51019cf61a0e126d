package dev.switchboard.conversation.transfer;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Brings customers, conversations and messages in, a line each, and answers with a line for each as they are taken.
/// To send a line again changes nothing: an import that broke off is sent once more, from anywhere before the break.
@RestController
@Tag(name = "Netia: import and export")
class ImportController {
    private static final MediaType SPREADSHEET = MediaType.parseMediaType("text/csv");

    private final ReadImport readImport;
    private final ImportCustomers customers;
    private final ImportConversations conversations;
    private final ImportMessages messages;
    private final Directory directory;
    private final Audit audit;

    ImportController(
            ReadImport readImport,
            ImportCustomers customers,
            ImportConversations conversations,
            ImportMessages messages,
            Directory directory,
            Audit audit) {
        this.audit = audit;
        this.readImport = readImport;
        this.customers = customers;
        this.conversations = conversations;
        this.messages = messages;
        this.directory = directory;
    }

    /// @param inboxId whose history conversations are
    @Operation(
            summary = "Import customers, conversations or messages",
            description =
                    "A line each, as jsonl or csv (by `format`, or a content type of text/csv). The answer has a line for each, with its status. Sending a line again changes nothing.")
    @PostMapping("/api/imports/{kind}")
    ResponseEntity<Flux<DataBuffer>> take(
            Caller.Staff caller,
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId,
            ServerHttpRequest request) {
        UUID account = caller.accountToAdminister();
        Format written = format == null ? sentAs(request.getHeaders().getContentType()) : Format.of(format);
        Flux<DataBuffer> body = request.getBody();
        Flux<ImportResult> results = switch (kind) {
            case "customers" ->
                readImport.read(body, written, ImportLine.CustomerLine.class, chunk -> customers.take(account, chunk));
            case "conversations" -> {
                Inbox inbox = inbox(account, inboxId);
                yield readImport.read(
                        body,
                        written,
                        ImportLine.ConversationLine.class,
                        chunk -> conversations.take(account, inbox, chunk));
            }
            case "messages" ->
                readImport.read(
                        body,
                        written,
                        ImportLine.MessageLine.class,
                        chunk -> messages.prepare(chunk).then(messages.take(account, chunk)));
            default -> throw Problem.of(ProblemCode.NOT_FOUND, "Not found");
        };
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, Format.JSONL.mediaType())
                .body(audit.doing(account, Mono.empty(), Act.of("data.imported", kind, null))
                        .thenMany(results.map(ImportController::buffer)));
    }

    private static Format sentAs(@Nullable MediaType contentType) {
        return contentType != null && contentType.isCompatibleWith(SPREADSHEET) ? Format.CSV : Format.JSONL;
    }

    private Inbox inbox(UUID account, @Nullable UUID inboxId) {
        if (inboxId == null) {
            throw Problem.field("inbox_id", "can't be blank");
        }
        return directory.inbox(account, inboxId).orElseThrow(() -> Problem.field("inbox_id", "does not exist"));
    }

    private static DataBuffer buffer(ImportResult result) {
        byte[] line = (WireJson.write(result) + "\n").getBytes(StandardCharsets.UTF_8);
        return DefaultDataBufferFactory.sharedInstance.wrap(line);
    }
}
