package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.attachment.Attachments;
import dev.switchboard.conversation.attachment.FileLinks;
import dev.switchboard.conversation.attachment.StoredFile;
import dev.switchboard.conversation.attachment.UploadFile;
import dev.switchboard.conversation.attachment.Uploaders;
import dev.switchboard.conversation.visitor.Guest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Files that somebody uploads to send them with a message. Only who uploaded one sees it before that.
@RestController
@Tag(name = "Netia: files")
class NetiaFileController {
    private final UploadFile uploadFile;
    private final Attachments attachments;
    private final FileLinks links;
    private final Clock clock;

    NetiaFileController(UploadFile uploadFile, Attachments attachments, FileLinks links, Clock clock) {
        this.uploadFile = uploadFile;
        this.attachments = attachments;
        this.links = links;
        this.clock = clock;
    }

    @Operation(summary = "Upload a file", description = """
                    Multipart with `file`, at most 25 MB, from staff or a visitor with its session token. The bytes
                    decide what it is. It is erased after a day unless a message takes it by `file_ids`.""")
    @PostMapping(path = "/api/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<NetiaData<NetiaFile>>> upload(
            Caller.InAccount caller,
            @RequestPart(required = false) @Nullable Part file,
            @RequestPart(name = "account_id", required = false) @Nullable Part accountId) {
        String uploader = uploader(caller);
        sameAccount(caller, accountId);
        if (!(file instanceof FilePart sent)) {
            return Mono.error(Problem.field("file", "can't be blank"));
        }
        return uploadFile
                .upload(caller.accountId(), uploader, sent.filename(), sent.content())
                .map(stored -> ResponseEntity.created(URI.create("/api/files/" + stored.id()))
                        .body(new NetiaData<>(view(stored))));
    }

    @Operation(summary = "Get an upload", description = "For who uploaded it.")
    @GetMapping("/api/upload/{id}")
    Mono<NetiaData<NetiaFile>> one(Caller.InAccount caller, @PathVariable String id) {
        return own(caller, id).map(this::view).map(NetiaData::new);
    }

    @Operation(summary = "Delete an upload", description = "For who uploaded it, while no message holds it.")
    @DeleteMapping({"/api/upload/{id}", "/api/files/{id}"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.InAccount caller, @PathVariable String id) {
        return own(caller, id).flatMap(file -> attachments.remove(file, clock.instant()));
    }

    private Mono<StoredFile> own(Caller.InAccount caller, String id) {
        String uploader = uploader(caller);
        return attachments
                .file(caller.accountId(), NetiaIds.ofPath(id))
                .filter(file -> uploader.equals(file.uploadedBy()))
                .switchIfEmpty(Mono.error(NetiaIds::notFound));
    }

    private NetiaFile view(StoredFile file) {
        return NetiaFile.of(file, links.to(file.accountId(), file.id()));
    }

    /// @throws Problem for a visitor who has not proven who it is: nobody else could be told from it
    static String uploader(Caller.InAccount caller) {
        if (caller instanceof Caller.Staff) {
            return Uploaders.staff(NetiaCaller.writing(caller).id());
        }
        Guest guest = NetiaGuests.of(caller, null, null);
        String proven = guest.proven();
        if (proven == null) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "A visitor's files need its session token")
                    .advise("Send the session_token that came with the customer as a Bearer token.");
        }
        return Uploaders.visitor(proven);
    }

    private static void sameAccount(Caller.InAccount caller, @Nullable Part accountId) {
        if (accountId instanceof FormFieldPart field) {
            try {
                NetiaCaller.sameAccount(caller, UUID.fromString(field.value()));
            } catch (IllegalArgumentException _) {
                throw Problem.field("account_id", "is invalid");
            }
        }
    }
}
