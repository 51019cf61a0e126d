package dev.switchboard.conversation.attachment;

import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes a file in. Its bytes go to the blob store as they come; what they are decides whether it stays.
@Service
public class UploadFile {
    private final Blobs blobs;
    private final Files files;
    private final FileExpiries expiries;
    private final AttachmentSettings settings;
    private final TransactionalOperator transaction;
    private final Clock clock;

    UploadFile(
            Blobs blobs,
            Files files,
            FileExpiries expiries,
            AttachmentSettings settings,
            TransactionalOperator transaction,
            Clock clock) {
        this.blobs = blobs;
        this.files = files;
        this.expiries = expiries;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param uploader who alone may attach it
    /// @param name as its sender says
    /// @return fails with `PAYLOAD_TOO_LARGE` or `UNSUPPORTED_MEDIA_TYPE`, and then leaves nothing
    public Mono<StoredFile> upload(UUID accountId, String uploader, @Nullable String name, Flux<DataBuffer> bytes) {
        UUID id = Ids.unguessable();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Head head = new Head();
        Mono<Long> kept =
                blobs.keep(accountId, id, bytes.doOnNext(head::see).concatWith(Mono.fromRunnable(() -> type(head))));
        // a row first: whatever happens to this upload, its bytes are found and go
        return expiries.expire(accountId, id, now.plus(settings.unattached()))
                .then(kept)
                .flatMap(size -> record(
                        new StoredFile(accountId, id, FileName.of(name), type(head), size, uploader, false, now)))
                .onErrorResume(
                        Throwable.class, error -> discard(accountId, id, now).then(Mono.error(error)));
    }

    private Mono<StoredFile> record(StoredFile file) {
        return files.take(file.accountId(), file.bytes(), settings.quota().toBytes())
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The account has no room for this file")
                                .advise("Erase conversations, or raise switchboard.attachment.quota.")))
                .then(files.add(file))
                .as(transaction::transactional)
                .thenReturn(file);
    }

    private Mono<Void> discard(UUID accountId, UUID id, Instant now) {
        return expiries.expire(accountId, id, now).onErrorResume(Throwable.class, _ -> Mono.empty());
    }

    private String type(Head head) {
        if (head.bytes().length == 0) {
            throw Problem.field("file", "is empty");
        }
        return FileType.of(head.bytes())
                .filter(settings.types()::contains)
                .orElseThrow(
                        () -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Files of this kind are not taken here")
                                .advise("Send a picture, a PDF, a recording, a text or a ZIP archive."));
    }

    private static final class Head {
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream(FileType.HEAD);

        void see(DataBuffer buffer) {
            int length = Math.min(FileType.HEAD - seen.size(), buffer.readableByteCount());
            if (length > 0) {
                byte[] bytes = new byte[length];
                int position = buffer.readPosition();
                buffer.read(bytes);
                buffer.readPosition(position);
                seen.write(bytes, 0, length);
            }
        }

        byte[] bytes() {
            return seen.toByteArray();
        }
    }
}
