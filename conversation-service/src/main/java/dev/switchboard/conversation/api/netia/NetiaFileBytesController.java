package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.attachment.Attachments;
import dev.switchboard.conversation.attachment.FileLinks;
import dev.switchboard.conversation.attachment.ReadFile;
import dev.switchboard.conversation.attachment.StoredFile;
import dev.switchboard.conversation.visitor.Guest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The bytes of a file: for the desk, for the visitor in whose conversation it is, and for whoever has a link that was
/// signed. A browser never runs any of them: only pictures are shown, everything else is saved.
@RestController
@Tag(name = "Netia: files")
class NetiaFileBytesController {
    private final Attachments attachments;
    private final ReadFile readFile;
    private final FileLinks links;

    NetiaFileBytesController(Attachments attachments, ReadFile readFile, FileLinks links) {
        this.attachments = attachments;
        this.readFile = readFile;
        this.links = links;
    }

    @Operation(summary = "Download a file", description = """
                    For the desk, for the visitor in whose conversation it is, or with the signature of `file_url`.
                    Only pictures are shown in place.""")
    @GetMapping("/api/files/{id}")
    Mono<ResponseEntity<Flux<DataBuffer>>> bytes(
            Caller caller,
            @PathVariable String id,
            @RequestParam(name = "account_id", required = false) @Nullable UUID accountId,
            @RequestParam(required = false) @Nullable Long expires,
            @RequestParam(required = false) @Nullable String signature) {
        UUID fileId = NetiaIds.ofPath(id);
        Mono<StoredFile> file = signature == null || accountId == null || expires == null
                ? permitted(caller, fileId)
                : linked(accountId, fileId, expires, signature);
        return file.switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(found -> readFile.open(found).map(bytes -> answer(found, bytes)));
    }

    private Mono<StoredFile> linked(UUID accountId, UUID fileId, long expires, String signature) {
        links.verify(accountId, fileId, expires, signature);
        return attachments.file(accountId, fileId);
    }

    private Mono<StoredFile> permitted(Caller caller, UUID fileId) {
        if (caller instanceof Caller.Staff staff) {
            return attachments.file(staff.accountId(), fileId);
        }
        if (!(caller instanceof Caller.Visitor visitor)) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential, or a signed link");
        }
        Guest guest = NetiaGuests.of(visitor, null, null);
        String proven = guest.proven();
        return proven == null ? Mono.empty() : attachments.visible(guest.accountId(), fileId, proven, guest.thread());
    }

    private static ResponseEntity<Flux<DataBuffer>> answer(StoredFile file, Flux<DataBuffer> bytes) {
        ContentDisposition disposition = (file.isPicture()
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment())
                .filename(file.name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(type(file))
                .contentLength(file.bytes())
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Referrer-Policy", "no-referrer")
                .body(bytes);
    }

    /// What a channel said of its file is not taken at its word.
    private static MediaType type(StoredFile file) {
        boolean told = file.uploadedBy() == null && !file.contentType().startsWith("audio/") && !file.isPicture();
        if (told) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
        try {
            return MediaType.parseMediaType(file.contentType());
        } catch (InvalidMediaTypeException _) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
